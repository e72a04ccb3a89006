using OpenLinux.Common.Errors;
using OpenLinux.Common.Files;
using OpenLinux.Engine.Content;

namespace OpenLinux.Papers.Bom;

/// <summary>Compares what was packed with what the tarball holds.</summary>
public static class ContentsCheck
{
    /// <param name="built">What was packed.</param>
    /// <param name="contents">What the tarball holds. Directories of mode 0755 need not be stated in either.</param>
    /// <exception cref="BuildException">Something of it is missing from the tarball, or differs there (<c>OL441</c>).</exception>
    public static void Require(FileTree built, FileTree contents)
    {
        foreach (var (path, node) in built.Nodes)
        {
            var isImplied = node is DirectoryNode { Mode: FileNode.Executable };
            if (!isImplied && contents.Nodes.GetValueOrDefault(path) is var found && found != node)
            {
                throw new BuildException(
                    PapersErrors.NotAsBuilt,
                    "/" + path,
                    found is null ? "it was packed, and is not in the tarball." : $"it was packed as {Text(node)}, and the tarball has {Text(found)}.",
                    BomAssembly.RebuildFix);
            }
        }
    }

    private static string Text(TreeNode node) => node switch
    {
        FileNode file => $"a file of mode {FileModes.Text(file.Mode)}, sha256 {file.Content.Short}…",
        SymlinkNode link => $"a link to {link.Target}",
        DirectoryNode directory => $"a directory of mode {FileModes.Text(directory.Mode)}",
        _ => node.GetType().Name,
    };
}
