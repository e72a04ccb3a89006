namespace OpenLinux.Engine.Content;

/// <summary>
/// Follows a path through a tree as the kernel would with the tree's top as its root directory: ".", "..", and symlinks on the way
/// (path_resolution(7)).
/// </summary>
/// <param name="child">What a directory has under a name, or null; whoever makes what is missing makes it here.</param>
/// <param name="linkTarget">A symlink's text; null for anything else.</param>
/// <param name="isDirectory">Whether names can be looked up in it.</param>
public sealed class PathResolution<TNode>(Func<TNode, string, TNode?> child, Func<TNode, string?> linkTarget, Func<TNode, bool> isDirectory)
    where TNode : class
{
    /// <summary>As Linux has it (path_resolution(7), ELOOP).</summary>
    private const int MaximumLinks = 40;

    /// <param name="followLast">Whether a symlink at the path's end is followed too.</param>
    public PathEnd<TNode> Follow(TNode root, ReadOnlySpan<string> names, bool followLast = true)
    {
        var chain = new List<TNode> { root };
        var pending = new Stack<string>();
        Push(pending, names);
        var links = 0;
        var leavesRoot = false;
        while (pending.TryPop(out var name))
        {
            if (name is "" or ".")
            {
                continue;
            }

            if (name == "..")
            {
                leavesRoot |= chain.Count == 1;
                chain.RemoveRange(chain.Count - 1, chain.Count > 1 ? 1 : 0);
                continue;
            }

            if (!isDirectory(chain[^1]))
            {
                return new(null, PathFault.BelowNoDirectory, leavesRoot);
            }

            if (child(chain[^1], name) is not { } found)
            {
                return new(null, PathFault.NotThere, leavesRoot);
            }

            if ((followLast || pending.Count > 0) && linkTarget(found) is { } target)
            {
                if (++links > MaximumLinks)
                {
                    return new(null, PathFault.LinkLoop, leavesRoot);
                }

                if (target.StartsWith('/'))
                {
                    leavesRoot = true;
                    chain.RemoveRange(1, chain.Count - 1);
                }

                Push(pending, target.Split('/'));
                continue;
            }

            chain.Add(found);
        }

        return new(chain, PathFault.None, leavesRoot);
    }

    private static void Push(Stack<string> pending, ReadOnlySpan<string> names)
    {
        for (var index = names.Length - 1; index >= 0; index--)
        {
            pending.Push(names[index]);
        }
    }
}

/// <summary>Where a path leads inside a tree.</summary>
/// <param name="Chain">From the root to the node, both included; null where it leads nowhere.</param>
/// <param name="LeavesRoot">Whether a symlink on the way is absolute, or ".." climbs above the root: outside a chroot it leads elsewhere.</param>
public readonly record struct PathEnd<TNode>(List<TNode>? Chain, PathFault Fault, bool LeavesRoot)
    where TNode : class
{
    public TNode? Node => Chain?[^1];
}

/// <summary>Why a path leads nowhere.</summary>
public enum PathFault
{
    None,

    /// <summary>ENOENT.</summary>
    NotThere,

    /// <summary>ENOTDIR.</summary>
    BelowNoDirectory,

    /// <summary>ELOOP.</summary>
    LinkLoop,
}
