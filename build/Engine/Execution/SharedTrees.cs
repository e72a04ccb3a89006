using System.Collections.Concurrent;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Storage;

namespace OpenLinux.Engine.Execution;

/// <summary>
/// Lets compiles and links see trees that they share by a link, instead of a copy each. Compilers and linkers do not resolve links for the
/// names that they write; only ".." out of a linked folder would lead elsewhere than in the tree that was declared.
/// </summary>
internal sealed class SharedTrees(TreeArea area, InputLayout layout)
{
    private readonly ConcurrentDictionary<Digest, Lazy<Task<string>>> folders = new();
    private readonly ConcurrentDictionary<Digest, bool> linkable = new();
    private volatile bool isRefused;

    /// <returns>The trees of an action that can be linked, by path.</returns>
    public IReadOnlyDictionary<string, SubtreeNode> LinkableOf(ActionSpec spec)
    {
        var trees = new Dictionary<string, SubtreeNode>(StringComparer.Ordinal);
        if (isRefused)
        {
            return trees;
        }

        var made = spec.Made;
        foreach (var (path, node) in spec.Inputs.Nodes)
        {
            // Twice the same tree would be twice the same inode, which compilers take for one file.
            if (node is SubtreeNode { Files: { } files } tree
                && !made.Any(output => output.StartsWith(path + "/", StringComparison.Ordinal))
                && !trees.ContainsValue(tree)
                && linkable.GetOrAdd(tree.Directory, _ => IsLinkable(files)))
            {
                trees.Add(path, tree);
            }
        }

        return trees;
    }

    /// <returns>False where this system lets no one make links.</returns>
    public async Task<bool> TryLinkAsync(IReadOnlyDictionary<string, SubtreeNode> trees, string folder, CancellationToken cancellation)
    {
        foreach (var (path, tree) in trees)
        {
            var target = await FolderOfAsync(tree, cancellation);
            try
            {
                Directory.CreateSymbolicLink(Path.Combine(folder, path), target);
            }
            catch (Exception refused) when (OperatingSystem.IsWindows() && refused is IOException or UnauthorizedAccessException)
            {
                isRefused = true;
                return false;
            }
        }

        return true;
    }

    /// <returns>Where a tree lies, with all of its files.</returns>
    public async Task<string> FolderOfAsync(SubtreeNode tree, CancellationToken cancellation)
    {
        while (true)
        {
            var folder = folders.GetOrAdd(tree.Directory, _ => new(() => area.FolderOfAsync(
                tree.Directory, folder => layout.WriteAsync(tree.Files!, [], folder, cancellation, readOnly: true))));
            try
            {
                return await folder.Value;
            }
            catch (Exception failure)
            {
                folders.TryRemove(new(tree.Directory, folder));
                if (failure is not OperationCanceledException || cancellation.IsCancellationRequested)
                {
                    throw;
                }

                // The one who laid it out was cancelled; this caller was not, and takes over.
            }
        }
    }

    /// <returns>Whether a path that a compiler named leads out of a linked tree, or is none of the action's folder.</returns>
    public static bool Leaves(IReadOnlyDictionary<string, SubtreeNode> trees, string path)
    {
        if (Path.IsPathRooted(path))
        {
            return true;
        }

        if (!path.Contains("..", StringComparison.Ordinal))
        {
            return false;
        }

        var names = new List<string>();
        foreach (var name in path.Split('/'))
        {
            if (name == "..")
            {
                if (names.Count == 0 || trees.ContainsKey(string.Join('/', names)))
                {
                    return true;
                }

                names.RemoveAt(names.Count - 1);
            }
            else if (name is not ("" or "."))
            {
                names.Add(name);
            }
        }

        // A link on the way may lead to another depth than its own.
        return trees.Values.Any(tree => tree.Files!.Nodes.Values.Any(node => node is SymlinkNode));
    }

    private static bool IsLinkable(FileTree files)
    {
        var paths = new TreeResolver(files);
        return files.Nodes.All(entry => entry.Value switch
        {
            FileNode file => file.Mode is FileNode.Regular or FileNode.Executable,
            DirectoryNode directory => directory.Mode == FileNode.Executable,
            SymlinkNode => !paths.LeadsOut(entry.Key),
            _ => false,
        });
    }
}
