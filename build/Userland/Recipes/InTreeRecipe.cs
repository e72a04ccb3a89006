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
}
