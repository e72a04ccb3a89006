using OpenLinux.Engine.Content;

namespace OpenLinux.Engine.Explanations;

/// <summary>Compares two Merkle trees, and of them only directories whose digests differ.</summary>
internal sealed class TreeDifference(FileTree inputs, DirectoryReader directories, Difference difference)
{
    private readonly MerkleTree current = MerkleTree.Of(inputs);
    private readonly List<MerkleTree> shared =
        [.. inputs.Nodes.Values.OfType<SubtreeNode>().Where(node => node.Files is not null).Select(node => MerkleTree.Of(node.Files!))];

    /// <returns>False where a directory of either side is no longer in the store.</returns>
    public ValueTask<bool> CollectAsync(Digest earlierRoot, CancellationToken cancellation) =>
        CollectAsync("", earlierRoot, current.RootDigest, cancellation);

    private async ValueTask<bool> CollectAsync(
        string prefix, Digest before, Digest after, CancellationToken cancellation)
    {
        if (before == after)
        {
            return true;
        }

        if (await LoadAsync(before, cancellation) is not { } old || await LoadAsync(after, cancellation) is not { } now)
        {
            return false;
        }

        var oldNodes = NodesOf(old);
        var nowNodes = NodesOf(now);
        if (!Equals(old.NodeProperties, now.NodeProperties))
        {
            difference.Add($"{(prefix.Length == 0 ? "the input root" : prefix[..^1])} changed its mode");
        }

        foreach (var name in oldNodes.Keys.Union(nowNodes.Keys).Order(StringComparer.Ordinal))
        {
            var was = oldNodes.GetValueOrDefault(name);
            var isNow = nowNodes.GetValueOrDefault(name);
            if (was is Reapi.DirectoryNode oldChild && isNow is Reapi.DirectoryNode nowChild)
            {
                if (!await CollectAsync(
                    $"{prefix}{name}/", oldChild.Digest.ToDigest(), nowChild.Digest.ToDigest(), cancellation))
                {
                    return false;
                }
            }
            else if (!Equals(was, isNow))
            {
                var path = was is null || isNow is null
                    ? await OnlyChildAsync($"{prefix}{name}", was ?? isNow, cancellation)
                    : $"{prefix}{name}";
                difference.Add($"{path} {Change(was, isNow)}");
            }
        }

        return true;
    }

    /// <summary>A folder that is there for one file alone is told by that file.</summary>
    private async ValueTask<string> OnlyChildAsync(string path, object? node, CancellationToken cancellation)
    {
        while (node is Reapi.DirectoryNode directory
            && await LoadAsync(directory.Digest.ToDigest(), cancellation) is { } content
            && NodesOf(content) is { Count: 1 } children)
        {
            (var name, node) = children.First();
            path = $"{path}/{name}";
        }

        return path;
    }

    private static string Change(object? was, object? isNow) => (was, isNow) switch
    {
        (null, _) => "was added",
        (_, null) => "was removed",
        (Reapi.FileNode old, Reapi.FileNode now) when old.Digest.Equals(now.Digest) => "changed its mode",
        (Reapi.SymlinkNode, Reapi.SymlinkNode now) => $"now links to {now.Target}",
        _ => "changed",
    };

    private static Dictionary<string, object> NodesOf(Reapi.Directory directory)
    {
        var nodes = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var file in directory.Files)
        {
            nodes[file.Name] = file;
        }

        foreach (var child in directory.Directories)
        {
            nodes[child.Name] = child;
        }

        foreach (var link in directory.Symlinks)
        {
            nodes[link.Name] = link;
        }

        return nodes;
    }

    private async ValueTask<Reapi.Directory?> LoadAsync(Digest digest, CancellationToken cancellation)
    {
        var known = shared.Prepend(current).Select(tree => tree.Directories.GetValueOrDefault(digest)).FirstOrDefault(bytes => bytes is not null);
        return known is null ? await directories.DirectoryAsync(digest, cancellation) : Reapi.Directory.Parser.ParseFrom(known);
    }
}
