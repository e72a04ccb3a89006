namespace OpenLinux.Userland.Recipes;

/// <summary>Files that a package of the machine brought, such as kernel headers.</summary>
/// <param name="Version">Where their version stands; null where nowhere.</param>
public sealed record SystemRecipe(string Licence, IReadOnlyList<SystemFiles> Files, HeaderVersion? Version) : Recipe(Licence, Depends: []);
