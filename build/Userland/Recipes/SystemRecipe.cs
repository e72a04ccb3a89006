using OpenLinux.Configuration.Keys;

namespace OpenLinux.Userland.Recipes;

/// <summary>Files that a package of the machine brought, such as kernel headers.</summary>
/// <param name="Version">Where their version stands; null where nowhere.</param>
public sealed record SystemRecipe(string Licence, IReadOnlyList<SystemFiles> Files, HeaderVersion? Version) : Recipe(Licence, Depends: [])
{
    /// <summary>Before its keys are bound, some of which every recipe must have.</summary>
    internal static SystemRecipe Empty { get; } = new("", [], null);

    public static KeyTable<SystemRecipe> Keys { get; } = new KeyTable<SystemRecipe>()
        .Add(RecipeKeys.Kind, (recipe, _) => recipe)
        .Add(RecipeKeys.Licence with { IsRequired = true }, (recipe, licence) => recipe with { Licence = licence })
        .Add(
            Key.Text(
                "version.header", "the header, in the sysroot, that tells its version", "\"usr/include/linux/version.h\"", TextRules.RelativePath),
            (recipe, header) => recipe with { Version = new HeaderVersion(header, []) })
        .Add(
            Key.Set(
                "version.macros", "the macros in it that make up the version", "[\"LINUX_VERSION_MAJOR\"]", TextRules.EnvironmentName),
            (recipe, macros) => recipe.Version is { } version ? recipe with { Version = version with { Macros = macros } } : recipe)
        .Add(
            Key.Tables("files", "what is taken from the machine", "[[files]]", SystemFiles.Keys, SystemFiles.Empty) with { IsRequired = true },
            (recipe, files) => recipe with { Files = files });
}
