namespace OpenLinux.Userland.Recipes;

/// <summary>One configured part of the system.</summary>
/// <param name="Name">As in the configuration: "musl".</param>
/// <param name="Folder">Its folder's full path.</param>
/// <param name="IsLibrary">Whether it stands below <c>src/lib</c>; else below <c>src/bin</c>.</param>
/// <param name="Dependencies">What it is built against, in configuration order: stated by the recipe, or every library listed before it.</param>
public sealed record Component(
    string Name, string Folder, bool IsLibrary, Recipe Recipe, IReadOnlyList<Component> Dependencies)
{
    /// <summary>Its folder relative to the repository: "src/lib/musl".</summary>
    public string SourcePath => $"src/{(IsLibrary ? "lib" : "bin")}/{Name}";
}
