namespace OpenLinux.Userland.Recipes;

/// <summary>Files that a package of the machine brought, such as kernel headers.</summary>
public sealed record SystemRecipe(string Licence, IReadOnlyList<SystemFiles> Files) : Recipe(Licence, Depends: []);
