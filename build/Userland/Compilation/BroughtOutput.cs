using OpenLinux.Engine.Content;
using OpenLinux.Engine.Provenance;
using OpenLinux.Userland.Recipes;
using OpenLinux.Userland.Sysroots;

namespace OpenLinux.Userland.Compilation;

/// <summary>Adds the files of a recipe's <c>[[files]]</c> to what a component gives.</summary>
internal static class BroughtOutput
{
    /// <exception cref="Common.Errors.BuildException">One is not there (<c>OL317</c>), or the component gives that path already (<c>OL312</c>).</exception>
    public static ComponentOutput WithBrought(this ComponentOutput output, CompileContext context, Component component)
    {
        if (component.Recipe.Brought.Count == 0)
        {
            return output;
        }

        var made = component.Recipe.Brought.Select(files => Taken(context, component, files)).ToList();
        SysrootMerge.Of([output, .. made.Select(part => new ComponentOutput($"files of {component.Name}", null, [], [part.Files]))]);
        return new ComponentOutput(output.Component, output.Version, output.Materials, [.. output.Made, .. made.Select(part => part.Files)])
        {
            Modes = made.Where(part => part.Mode is not null)
                .SelectMany(part => part.Files.Files.Nodes.Where(node => node.Value is FileNode).Select(node => KeyValuePair.Create(node.Key, part.Mode!.Value)))
                .ToDictionary(StringComparer.Ordinal),
        };
    }

    private static (MadeFiles Files, int? Mode) Taken(CompileContext context, Component component, BroughtFiles brought)
    {
        var own = SourceFolder.OfRecipe(context, component);
        var (folder, place) = component.Recipe.Tree is not null && At(own, brought.From).Nodes.Count == 0
            ? (SourceFolder.Of(context, component), component.ShownPath(context.Architecture.Name))
            : (own, component.SourcePath);
        RecipePaths.RequirePlace(component, "files", brought.From, folder);
        var files = At(folder, brought.From);
        var moved = files.Nodes.GetValueOrDefault("") is { } file ? FileTree.Empty.With(brought.To, file) : FileTree.Empty.WithTree(brought.To, files);
        return (new MadeFiles(StepReference.Taken($"{place}/{brought.From}"), brought.Mode is { } mode ? moved.WithModes(_ => mode) : moved), brought.Mode);
    }

    /// <summary>A folder's content, or a file under the empty name.</summary>
    private static FileTree At(FileTree folder, string path) =>
        folder.Nodes.GetValueOrDefault(path) is { } file and not DirectoryNode ? FileTree.Of([KeyValuePair.Create("", file)]) : folder.Below(path);
}
