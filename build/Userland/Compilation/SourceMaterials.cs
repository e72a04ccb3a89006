using OpenLinux.Engine.Content;
using OpenLinux.Engine.Provenance;
using OpenLinux.Userland.Recipes;

namespace OpenLinux.Userland.Compilation;

/// <summary>What papers say a component's sources are.</summary>
internal static class SourceMaterials
{
    /// <param name="files">Of its folder, or of the tree that it names.</param>
    public static SourceMaterial Of(Component component, FileTree files) => component.Recipe.Tree switch
    {
        null => SourceMaterial.OfFolder(component.SourcePath, files),
        { Git: { } git, Commit: var commit } tree => SourceMaterial.OfFolder(tree.Display, files) with { Urls = [$"git+{git}@{commit}"] },
        var tree => SourceMaterial.OfFolder(tree.Display, files),
    };
}
