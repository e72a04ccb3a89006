using OpenLinux.Configuration.Keys;

namespace OpenLinux.Userland.Recipes;

/// <summary>C files in the component's folder, compiled one by one.</summary>
/// <param name="Install">Where the program goes in the sysroot, e.g. "sbin/init"; null for the default.</param>
/// <param name="CFlags">Compiler flags after the toolchain's and the architecture's.</param>
/// <param name="LdFlags">Linker flags after the toolchain's and the architecture's.</param>
public sealed record InTreeRecipe(
    string? Version,
    string? Licence,
    IReadOnlyList<string>? Depends,
    string? Install,
    IReadOnlyList<string> CFlags,
    IReadOnlyList<string> LdFlags) : Recipe(Licence, Depends)
{
    /// <summary>A folder without a recipe.</summary>
    public static readonly InTreeRecipe Default = new(null, null, null, null, [], []);

    public static KeyTable<InTreeRecipe> Keys { get; } = new KeyTable<InTreeRecipe>()
        .Add(RecipeKeys.Kind, (recipe, _) => recipe)
        .Add(RecipeKeys.Version, (recipe, version) => recipe with { Version = version })
        .Add(RecipeKeys.Licence, (recipe, licence) => recipe with { Licence = licence })
        .Add(RecipeKeys.Depends, (recipe, names) => recipe with { Depends = names })
        .Add(
            Key.Text("install", "where the program goes in the sysroot", "\"sbin/init\"", TextRules.RelativePath),
            (recipe, path) => recipe with { Install = path })
        .Add(
            Key.List("cflags", "compiler flags", "[\"-Wall\"]", TextRules.Flag),
            (recipe, flags) => recipe with { CFlags = flags })
        .Add(
            Key.List("ldflags", "linker flags", "[\"-static\"]", TextRules.Flag),
            (recipe, flags) => recipe with { LdFlags = flags });
}
