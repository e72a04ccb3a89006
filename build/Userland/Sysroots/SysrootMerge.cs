using OpenLinux.Common.Errors;
using OpenLinux.Engine.Content;

namespace OpenLinux.Userland.Sysroots;

/// <summary>One tree of all components' outputs. Two components that give the same path are refused: silently, the last would win.</summary>
public static class SysrootMerge
{
    /// <exception cref="BuildException">Two components give the same path, or one gives a file where the other gives a folder (<c>OL312</c>).</exception>
    public static FileTree Of(IReadOnlyList<ComponentOutput> outputs)
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        var folders = new Dictionary<string, string>(StringComparer.Ordinal);
        var merged = new List<KeyValuePair<string, TreeNode>>();
        foreach (var output in outputs)
        {
            foreach (var (path, node) in output.Files.Nodes)
            {
                if (node is DirectoryNode)
                {
                    folders.TryAdd(path, output.Component);
                }
                else if (!owners.TryAdd(path, output.Component))
                {
                    throw Conflict(path, owners[path], output.Component);
                }

                NoteParents(folders, path, output.Component);
                merged.Add(KeyValuePair.Create(path, node));
            }
        }

        foreach (var (path, owner) in owners)
        {
            if (folders.TryGetValue(path, out var other))
            {
                throw Conflict(path, owner, other);
            }
        }

        return FileTree.Of(merged);
    }

    private static void NoteParents(Dictionary<string, string> folders, string path, string component)
    {
        foreach (var parent in TreePaths.ParentsOf(path))
        {
            if (!folders.TryAdd(parent, component))
            {
                return;
            }
        }
    }

    private static BuildException Conflict(string path, string first, string second) => new(
        UserlandErrors.PathConflict,
        path,
        $"'{first}' and '{second}' both give it.",
        $"Take one of them out of components in config/openlinux.toml, or set 'install' in the recipe.toml of one.");
}
