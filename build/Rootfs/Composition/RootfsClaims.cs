using OpenLinux.Common.Errors;
using OpenLinux.Engine.Content;

namespace OpenLinux.Rootfs.Composition;

/// <summary>Who gives which path, while a root filesystem is composed.</summary>
internal sealed class RootfsClaims
{
    private readonly Dictionary<string, (string Component, TreeNode Node)> claims = new(StringComparer.Ordinal);

    /// <summary>Directories that something lies in, with one component that has it there.</summary>
    private readonly Dictionary<string, string> parents = new(StringComparer.Ordinal);

    public void Add(string component, string path, TreeNode node)
    {
        if (claims.TryGetValue(path, out var other) && !IsSameDirectory(other.Node, node))
        {
            throw Conflict(path, other.Component, component);
        }

        if (node is not DirectoryNode && parents.TryGetValue(path, out var inhabitant))
        {
            throw Conflict(path, inhabitant, component);
        }

        ClaimParents(component, path);
        claims[path] = (component, node);
    }

    /// <summary>The configuration has the last word on a directory's mode.</summary>
    public void SetDirectory(string path, int mode)
    {
        if (claims.TryGetValue(path, out var other) && other.Node is not DirectoryNode)
        {
            throw Conflict(path, other.Component, ComposedRootfs.Configured);
        }

        ClaimParents(ComposedRootfs.Configured, path);
        claims[path] = (ComposedRootfs.Configured, new DirectoryNode(mode));
    }

    public ComposedRootfs ToRootfs() => new(
        FileTree.Of(claims.Select(claim => KeyValuePair.Create(claim.Key, claim.Value.Node))),
        claims.ToDictionary(claim => claim.Key, claim => claim.Value.Component, StringComparer.Ordinal));

    private void ClaimParents(string component, string path)
    {
        foreach (var parent in TreePaths.ParentsOf(path))
        {
            if (!parents.TryAdd(parent, component))
            {
                return;
            }

            if (claims.TryGetValue(parent, out var other) && other.Node is not DirectoryNode)
            {
                throw Conflict(parent, other.Component, component);
            }
        }
    }

    private static bool IsSameDirectory(TreeNode left, TreeNode right) => left is DirectoryNode && left == right;

    private static BuildException Conflict(string path, string first, string second) => new(
        RootfsErrors.PathConflict,
        "/" + path,
        $"both {first} and {second} give it",
        $"leave it out of one of them, or drop one of them from the configuration");
}
