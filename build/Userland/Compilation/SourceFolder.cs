using OpenLinux.Common.Errors;
using OpenLinux.Common.Text;
using OpenLinux.Engine.Content;
using OpenLinux.Userland.Recipes;

namespace OpenLinux.Userland.Compilation;

/// <summary>A folder of sources as inputs. What a link in it leads to must be in it too: elsewhere, no key would know of a change.</summary>
internal static class SourceFolder
{
    /// <exception cref="BuildException">A link leads out of the component's folder (<c>OL324</c>).</exception>
    public static FileTree Of(CompileContext context, Component component) =>
        context.Folders.GetOrAdd(component.Folder, _ => new(() => Of(context.Digester, component.Folder, component.SourcePath))).Value;

    /// <exception cref="BuildException">A link leads out of the folder (<c>OL324</c>).</exception>
    public static FileTree Of(IFileDigester digester, string folder) => Of(digester, folder, folder);

    private static FileTree Of(IFileDigester digester, string folder, string name)
    {
        var tree = digester.TreeOf(folder);
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
