using Google.Protobuf;
using OpenLinux.Engine.Content;

namespace OpenLinux.Engine.Actions;

/// <summary>Outputs to and from REAPI v2 <c>ActionResult</c>: a declared output that is a directory becomes a <c>Tree</c>.</summary>
internal sealed class ActionResults(IContentStore store)
{
    /// <summary>Longer texts go into the store, so that looking results up stays cheap.</summary>
    private const int InlineText = 4096;

    public async ValueTask<Reapi.ActionResult> ToMessageAsync(
        ActionSpec spec, FileTree outputs, string stdout, string stderr, CancellationToken cancellation)
    {
        var result = new Reapi.ActionResult();
        (result.StdoutRaw, result.StdoutDigest) = await StoreTextAsync(stdout, cancellation);
        (result.StderrRaw, result.StderrDigest) = await StoreTextAsync(stderr, cancellation);
        foreach (var output in spec.Outputs.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            switch (outputs.Nodes.GetValueOrDefault(output))
            {
                case FileNode file:
                    result.OutputFiles.Add(new Reapi.OutputFile
                    {
                        Path = output,
                        Digest = file.Content.ToMessage(),
                        IsExecutable = file.IsExecutable,
                        NodeProperties = NodeModes.OfFile(file.Mode),
                    });
                    break;
                case SymlinkNode link:
                    result.OutputSymlinks.Add(new Reapi.OutputSymlink { Path = output, Target = link.Target });
                    break;
                default:
                    result.OutputDirectories.Add(await StoreDirectoryAsync(output, outputs, cancellation));
                    break;
            }
        }

        return result;
    }

    /// <returns>The flattened outputs and stdout, or null where a blob has gone in the meantime, or it is no result of such an action.</returns>
    public async ValueTask<CachedAction?> ReadAsync(ActionSpec spec, Digest key, Reapi.ActionResult result, CancellationToken cancellation) =>
        IsOf(spec, result) ? await ReadAsync(key, result, cancellation) : null;

    /// <summary>The same of one that was an action's before.</summary>
    public async ValueTask<CachedAction?> ReadAsync(Digest key, Reapi.ActionResult result, CancellationToken cancellation)
    {
        var nodes = new List<KeyValuePair<string, TreeNode>>();
        foreach (var file in result.OutputFiles)
        {
            var mode = NodeModes.ToFile(file.NodeProperties, file.IsExecutable);
            nodes.Add(new(file.Path, new FileNode(file.Digest.ToDigest(), mode)));
        }

        foreach (var link in result.OutputSymlinks)
        {
            nodes.Add(new(link.Path, new SymlinkNode(link.Target)));
        }

        foreach (var directory in result.OutputDirectories)
        {
            if (!await ReadDirectoryAsync(directory, nodes, cancellation))
            {
                return null;
            }
        }

        return await ReadTextAsync(result.StdoutRaw, result.StdoutDigest, cancellation) is { } stdout
            ? new CachedAction(key, FileTree.Of(nodes), stdout)
            : null;
    }

    private async ValueTask<Reapi.OutputDirectory> StoreDirectoryAsync(
        string path, FileTree outputs, CancellationToken cancellation)
    {
        var content = outputs.Below(path);
        if (outputs.Nodes.GetValueOrDefault(path) is DirectoryNode own)
        {
            content = content.With("", own);
        }

        var merkle = MerkleTree.Of(content);
        await merkle.StoreAsync(store, cancellation);
        var tree = await store.PutAsync(merkle.ToTree().ToByteArray(), cancellation);
        return new Reapi.OutputDirectory
        {
            Path = path,
            TreeDigest = tree.ToMessage(),
            IsTopologicallySorted = true,
            RootDirectoryDigest = merkle.RootDigest.ToMessage(),
        };
    }

    /// <returns>What an output directory holds; null where that is lost, or is no tree: it may come from anywhere.</returns>
    internal static async ValueTask<Reapi.Tree?> TreeAsync(IContentStore store, Reapi.OutputDirectory directory, CancellationToken cancellation)
    {
        if (await store.ReadAsync(directory.TreeDigest.ToDigest(), cancellation) is not { } bytes)
        {
            return null;
        }

        return Reapi.Tree.Parser.TryParse(bytes) is { Root: not null } tree ? tree : null;
    }

    /// <summary>Whether it names just what the action declares.</summary>
    private static bool IsOf(ActionSpec spec, Reapi.ActionResult result)
    {
        var made = result.OutputFiles.Select(file => file.Path)
            .Concat(result.OutputSymlinks.Select(link => link.Path))
            .Concat(result.OutputDirectories.Select(directory => directory.Path))
            .ToList();
        return made.Count == spec.Outputs.Distinct(StringComparer.Ordinal).Count() && made.ToHashSet(StringComparer.Ordinal).SetEquals(spec.Outputs);
    }

    /// <summary>Directories that were evicted on their own come back from the tree, as others may name them by digest.</summary>
    private async ValueTask<bool> ReadDirectoryAsync(
        Reapi.OutputDirectory directory, List<KeyValuePair<string, TreeNode>> nodes, CancellationToken cancellation)
    {
        if (await TreeAsync(store, directory, cancellation) is not { } tree)
        {
            return false;
        }

        var index = DirectoryReader.Index(tree);
        if (DirectoryReader.Flatten(directory.Path, tree.Root, index) is not { } flat)
        {
            return false;
        }

        foreach (var (digest, message) in index)
        {
            if (!await store.IsHereAsync(digest, cancellation))
            {
                await store.PutAsync(message.ToByteArray(), cancellation);
            }
        }

        nodes.AddRange(flat);
        return true;
    }

    private async ValueTask<(ByteString Raw, Reapi.Digest? Digest)> StoreTextAsync(
        string text, CancellationToken cancellation)
    {
        var bytes = ByteString.CopyFromUtf8(text);
        return bytes.Length <= InlineText
            ? (bytes, null)
            : (ByteString.Empty, (await store.PutAsync(bytes.Memory, cancellation)).ToMessage());
    }

    private async ValueTask<string?> ReadTextAsync(
        ByteString raw, Reapi.Digest? digest, CancellationToken cancellation)
    {
        if (digest is null)
        {
            return raw.ToStringUtf8();
        }

        return await store.ReadAsync(digest.ToDigest(), cancellation) is { } bytes
            ? System.Text.Encoding.UTF8.GetString(bytes)
            : null;
    }
}
