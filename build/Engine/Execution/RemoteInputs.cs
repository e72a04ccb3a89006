using System.Collections.Concurrent;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Remote;

namespace OpenLinux.Engine.Execution;

/// <summary>
/// Brings to a server what an action reads: its messages, its directories and the content of its files. Each is asked for once in a run,
/// and sent where it is missing; trees that actions share are one question.
/// </summary>
internal sealed class RemoteInputs(IRemoteCache server, InputContent content, DirectoryReader directories)
{
    /// <summary>Blobs on their way at a time, for one action.</summary>
    private const int MostAtOnce = 16;

    private readonly ConcurrentDictionary<Digest, bool> present = new();
    private readonly ConcurrentDictionary<Digest, Lazy<Task>> sending = new();
    private readonly ConcurrentDictionary<Digest, Lazy<Task>> trees = new();

    /// <exception cref="MissingBlobException">Something is neither here nor there.</exception>
    /// <exception cref="RemoteUnavailableException">The server did not take it.</exception>
    public async Task EnsureAsync(ActionSpec spec, RemoteAction action, CancellationToken cancellation)
    {
        var blobs = new Dictionary<Digest, Blob>
        {
            [action.Key] = new("", action.Action),
            [Digest.Of(action.Command)] = new("", action.Command),
        };
        Add(blobs, action.Inputs);
        await EnsureAsync(blobs, cancellation);
        foreach (var (path, node) in action.Inputs.Nodes)
        {
            if (node is SubtreeNode tree)
            {
                await EnsureTreeAsync(spec, path, tree, cancellation);
            }
        }
    }

    /// <summary>The server lacked something: all that the action reads is asked for again.</summary>
    public void Forget(RemoteAction action, IReadOnlyList<Digest> missing)
    {
        foreach (var digest in missing)
        {
            present.TryRemove(digest, out _);
        }

        present.TryRemove(action.Key, out _);
        present.TryRemove(Digest.Of(action.Command), out _);
        foreach (var digest in MerkleTree.Of(action.Inputs).Directories.Keys)
        {
            present.TryRemove(digest, out _);
        }

        foreach (var node in action.Inputs.Nodes.Values)
        {
            if (node is FileNode file)
            {
                present.TryRemove(file.Content, out _);
            }
            else if (node is SubtreeNode tree)
            {
                trees.TryRemove(tree.Directory, out _);
                ForgetTree(tree);
            }
        }
    }

    private void ForgetTree(SubtreeNode tree)
    {
        if (tree.Files is not { } files)
        {
            // What is in it is asked for by what is read of it from the store then.
            present.Clear();
            return;
        }

        foreach (var digest in MerkleTree.Of(files).Directories.Keys.Concat(files.Nodes.Values.OfType<FileNode>().Select(file => file.Content)))
        {
            present.TryRemove(digest, out _);
        }
    }

    private async Task EnsureTreeAsync(ActionSpec spec, string path, SubtreeNode tree, CancellationToken cancellation)
    {
        while (true)
        {
            var ensuring = trees.GetOrAdd(tree.Directory, _ => new(() => SendTreeAsync(path, tree, cancellation)));
            try
            {
                await ensuring.Value.WaitAsync(cancellation);
                return;
            }
            catch (Exception failure)
            {
                trees.TryRemove(new(tree.Directory, ensuring));
                if (failure is not OperationCanceledException || cancellation.IsCancellationRequested)
                {
                    throw;
                }

                // The one who sent it was cancelled; this caller was not, and takes over.
            }
        }
    }

    private async Task SendTreeAsync(string path, SubtreeNode tree, CancellationToken cancellation)
    {
        var files = tree.Files ?? await directories.ReadAsync(tree.Directory, cancellation) ?? throw new MissingBlobException(tree.Directory, path);
        var blobs = new Dictionary<Digest, Blob>();
        Add(blobs, files, path + "/");
        await EnsureAsync(blobs, cancellation);
        foreach (var (below, node) in files.Nodes)
        {
            if (node is SubtreeNode inner)
            {
                await SendTreeAsync($"{path}/{below}", inner, cancellation);
            }
        }
    }

    private static void Add(Dictionary<Digest, Blob> blobs, FileTree tree, string prefix = "")
    {
        foreach (var (digest, message) in MerkleTree.Of(tree).Directories)
        {
            blobs.TryAdd(digest, new(prefix, message));
        }

        foreach (var (path, node) in tree.Nodes)
        {
            if (node is FileNode file)
            {
                blobs.TryAdd(file.Content, new(prefix + path, null));
            }
        }
    }

    private async Task EnsureAsync(Dictionary<Digest, Blob> blobs, CancellationToken cancellation)
    {
        var unknown = blobs.Keys.Where(digest => !present.ContainsKey(digest)).ToList();
        if (unknown.Count == 0)
        {
            return;
        }

        var missing = await server.FindMissingAsync(unknown, cancellation);
        await Parallel.ForEachAsync(
            unknown.Where(missing.Contains),
            new ParallelOptions { MaxDegreeOfParallelism = MostAtOnce, CancellationToken = cancellation },
            async (digest, token) => await SendOnceAsync(digest, blobs[digest], token));
        foreach (var digest in unknown)
        {
            present.TryAdd(digest, true);
        }
    }

    /// <summary>Actions that start together want the same headers.</summary>
    private async Task SendOnceAsync(Digest digest, Blob blob, CancellationToken cancellation)
    {
        while (true)
        {
            var mine = new Lazy<Task>(() => SendAsync(digest, blob, cancellation));
            var current = sending.GetOrAdd(digest, mine);
            try
            {
                await current.Value.WaitAsync(cancellation);
                return;
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                // The one who sent it was cancelled; this caller was not, and takes over.
            }
            finally
            {
                sending.TryRemove(new(digest, current));
            }
        }
    }

    private Task SendAsync(Digest digest, Blob blob, CancellationToken cancellation) => server.WriteAsync(
        digest,
        async token => blob.Message is { } message
            ? new MemoryStream(message, writable: false)
            : await content.OpenAsync(digest, token) ?? throw new MissingBlobException(digest, blob.Path),
        cancellation);

    /// <param name="Path">Whose it is, for people.</param>
    /// <param name="Message">Null where it is a file's content.</param>
    private sealed record Blob(string Path, byte[]? Message);
}
