using System.Text;
using Google.Protobuf;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Remote;
using OpenLinux.Engine.Storage;

namespace OpenLinux.Engine.Execution;

/// <summary>What a worker made. Of a server's word, only what the action declares counts, in the form that it must have.</summary>
/// <param name="learn">Tells the store what the server holds, where it sees that; null where all of it is brought here.</param>
internal sealed class RemoteOutputs(IRemoteCache server, IContentStore store, CacheFolder cache, Action<Digest>? learn)
{
    /// <exception cref="RemoteUnavailableException">They cannot be had.</exception>
    public async Task<(string Stdout, string Stderr)> TextsAsync(Reapi.ActionResult result, CancellationToken cancellation) =>
        (await TextAsync(result.StdoutRaw, result.StdoutDigest, cancellation), await TextAsync(result.StderrRaw, result.StderrDigest, cancellation));

    /// <exception cref="Common.Errors.BuildException">A declared output is not there (<c>OL303</c>).</exception>
    /// <exception cref="RemoteUnavailableException">What the server says of them cannot be.</exception>
    public async Task<ExecutionResult> TakeAsync(
        ActionSpec spec, Reapi.ActionResult result, string stdout, string stderr, CancellationToken cancellation)
    {
        var nodes = new List<KeyValuePair<string, TreeNode>>();
        foreach (var output in spec.Outputs)
        {
            await TakeAsync(spec, output, result, nodes, cancellation);
        }

        var tree = FileTree.Of(nodes);
        foreach (var file in tree.Nodes.Values.OfType<FileNode>())
        {
            learn?.Invoke(file.Content);
        }

        await BringAsync(tree, cancellation);
        return new ExecutionResult(tree, stdout, stderr, await ReadInputsAsync(spec, result, cancellation));
    }

    private async Task TakeAsync(
        ActionSpec spec, string output, Reapi.ActionResult result, List<KeyValuePair<string, TreeNode>> nodes, CancellationToken cancellation)
    {
        if (result.OutputFiles.FirstOrDefault(file => file.Path == output) is { } file)
        {
            nodes.Add(new(output, new FileNode(Checked(file.Digest), file.IsExecutable ? FileNode.Executable : FileNode.Regular)));
        }
        else if (result.OutputDirectories.FirstOrDefault(directory => directory.Path == output) is { } directory)
        {
            await TakeDirectoryAsync(output, directory, nodes, cancellation);
        }
        else if (Links(result).FirstOrDefault(link => link.Path == output) is { } link)
        {
            nodes.Add(new(output, new SymlinkNode(link.Target)));
        }
        else
        {
            throw OutputCollector.Missing(spec, output, "it is not there");
        }
    }

    private static IEnumerable<Reapi.OutputSymlink> Links(Reapi.ActionResult result) =>
        result.OutputSymlinks.Concat(result.OutputFileSymlinks).Concat(result.OutputDirectorySymlinks);

    private async Task TakeDirectoryAsync(
        string path, Reapi.OutputDirectory directory, List<KeyValuePair<string, TreeNode>> nodes, CancellationToken cancellation)
    {
        var tree = Reapi.Tree.Parser.TryParse(await server.RequireAsync(Checked(directory.TreeDigest), cancellation))
            ?? throw new RemoteUnavailableException("a message that cannot be read");
        try
        {
            var below = DirectoryReader.Flatten(path, tree.Root, DirectoryReader.Index(tree)) ?? throw new RemoteUnavailableException("a tree that cannot be one");

            // Encoding it anew is what finds names that are none; the messages are then ours, whatever order the worker has them in.
            var content = FileTree.Of(below).Below(path);
            await MerkleTree.Of(content).StoreAsync(store, cancellation);
            nodes.AddRange(below);
        }
        catch (Exception fault) when (fault is ArgumentException or KeyNotFoundException or NullReferenceException)
        {
            throw new RemoteUnavailableException($"a tree that cannot be one: {fault.Message}", fault);
        }
    }

    /// <summary>Paths as the compiler wrote them, relative to where it ran.</summary>
    private async Task<IReadOnlyList<string>?> ReadInputsAsync(ActionSpec spec, Reapi.ActionResult result, CancellationToken cancellation)
    {
        if (spec.Headers is null)
        {
            return null;
        }

        if (spec.Headers.Depfile is not { } name)
        {
            return [];
        }

        var file = result.OutputFiles.FirstOrDefault(file => file.Path == name) ?? throw OutputCollector.Missing(spec, name, "there is no such depfile");
        var digest = Checked(file.Digest);
        var text = file.Contents.Length > 0 && Digest.Of(file.Contents.Span) == digest ? file.Contents.ToByteArray() : await server.RequireAsync(digest, cancellation);
        return Depfile.Prerequisites(Encoding.UTF8.GetString(text));
    }

    /// <summary>What the store does not see there: the cache on that server may be off, or be another one.</summary>
    private async Task BringAsync(FileTree tree, CancellationToken cancellation)
    {
        foreach (var file in tree.Nodes.Values.OfType<FileNode>())
        {
            if (!await store.ContainsAsync(file.Content, cancellation))
            {
                await BringAsync(file.Content, cancellation);
            }
        }
    }

    private async Task BringAsync(Digest blob, CancellationToken cancellation)
    {
        var temporary = cache.Temporary.NewPath();
        try
        {
            await using (var target = CacheFolder.Create(temporary))
            {
                if (!await server.ReadAsync(blob, target, cancellation))
                {
                    throw new RemoteUnavailableException("it lacks what it has just made");
                }
            }

            if (await store.TakeFileAsync(temporary, cancellation) != blob)
            {
                throw new RemoteUnavailableException("a blob that is not of its digest");
            }
        }
        finally
        {
            CacheFolder.Drop(temporary);
        }
    }

    private async Task<string> TextAsync(ByteString raw, Reapi.Digest? digest, CancellationToken cancellation) =>
        raw.Length > 0 || digest is null || digest.SizeBytes == 0
            ? raw.ToStringUtf8()
            : Encoding.UTF8.GetString(await server.RequireAsync(Checked(digest), cancellation));

    private static Digest Checked(Reapi.Digest? digest) =>
        digest.ToDigest() is { SizeBytes: >= 0 } given && DigestMessages.IsHash(given.Hash)
            ? given
            : throw new RemoteUnavailableException("a digest that cannot be one");
}
