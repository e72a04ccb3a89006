using OpenLinux.Common.Errors;
using OpenLinux.Common.Text;
using OpenLinux.Engine.Content;
using OpenLinux.Userland.Recipes;
using OpenLinux.Userland.Sources;

namespace OpenLinux.Userland.Compilation;

/// <summary>A folder of sources as inputs. What a link in it leads to must be in it too: elsewhere, no key would know of a change.</summary>
internal static class SourceFolder
{
    /// <summary>A repository's own: what git does there is no change of the sources.</summary>
    private const string Repository = ".git";

    /// <returns>The sources of an in-tree component; a commit's must have been brought before.</returns>
    /// <exception cref="BuildException">There is no such folder (<c>OL317</c>), or a link leads out of it (<c>OL324</c>).</exception>
    public static FileTree Of(CompileContext context, Component component) => component.Recipe.Tree is null
        ? OfRecipe(context, component)
        : OfTree(context, component);

    /// <returns>The component's own folder in the checkout: its recipe, and what lies beside it. Nothing where it has none.</returns>
    /// <exception cref="BuildException">A link leads out of it (<c>OL324</c>).</exception>
    public static FileTree OfRecipe(CompileContext context, Component component) => context.Folders.GetOrAdd(
        component.Folder,
        _ => new(() => component.Recipe.Tree is null || Directory.Exists(component.Folder) ? Of(context.Digester, component.Folder, component.SourcePath) : FileTree.Empty)).Value;

    /// <returns>Where they lie on this machine; null for those of a commit.</returns>
    public static string? PlaceOf(CompileContext context, Component component) => component.Recipe.Tree switch
    {
        null => component.Folder,
        { Path: { } path } tree => Path.GetFullPath(Path.Combine(context.Root, path, FolderOf(context, tree))),
        _ => null,
    };

    /// <exception cref="BuildException">A link leads out of the folder (<c>OL324</c>).</exception>
    public static FileTree Of(IFileDigester digester, string folder) => Of(digester, folder, folder);

    /// <summary>Brings the commit that a component's sources are of, where they are of one.</summary>
    public static async Task BringAsync(CompileContext context, SourceFetcher sources, Component component, CancellationToken cancellation)
    {
        if (component.Recipe.Tree is { Git: not null } tree)
        {
            var commit = await sources.CheckoutAsync(context.Engine, tree with { Folder = FolderOf(context, tree) }, cancellation);
            context.Folders[KeyOf(context, tree)] = new(() => Checked(commit, tree.Display));
        }
    }

    private static FileTree OfTree(CompileContext context, Component component)
    {
        var tree = component.Recipe.Tree!;
        return context.Folders.GetOrAdd(KeyOf(context, tree), _ => new(() =>
        {
            var folder = PlaceOf(context, component) ?? throw new InvalidOperationException($"{tree.Display} was not brought");
            return Directory.Exists(folder)
                ? Of(context.Digester, folder, tree.Display, Repository)
                : throw RecipePaths.Refusal(
                    component, $"[source] is {tree.Display}", $"there is no folder {DisplayPath(folder)}.", "correct path and folder below [source] in its recipe.toml, or put the tree there");
        })).Value;
    }

    private static string DisplayPath(string folder) => PrintableText.Of(Configuration.Problems.DisplayPath.Of(folder));

    private static string KeyOf(CompileContext context, ComponentSource tree) => $"{tree.Path}\n{tree.Commit}\n{FolderOf(context, tree)}";

    private static string FolderOf(CompileContext context, ComponentSource tree) =>
        tree.Folder.Replace("{arch}", context.Architecture.Name, StringComparison.Ordinal);

    private static FileTree Of(IFileDigester digester, string folder, string name, string? leftOut = null) =>
        Checked(digester.TreeOf(folder, leftOut), name);

    private static FileTree Checked(FileTree tree, string name)
    {
        var paths = new TreeResolver(tree);
        foreach (var (path, node) in tree.Nodes)
        {
            if (node is SymlinkNode link && paths.LeadsOut(path))
            {
                throw new BuildException(
                    UserlandErrors.LinkLeadsOut,
                    PrintableText.Of($"{name}/{path}"),
                    $"it leads to {PrintableText.Of(link.Target)}, out of {name}: a change there would go unseen.",
                    $"put the file or folder itself into {name}, or make it a library of its own that is depended on");
            }
        }

        return tree;
    }
}
