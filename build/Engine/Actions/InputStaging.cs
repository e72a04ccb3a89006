using System.Collections.Concurrent;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Diagnostics;

namespace OpenLinux.Engine.Actions;

/// <summary>
/// Sees to it that the store holds what a step reads: sources of the work tree are taken in here, and not before a step needs them;
/// lost outputs are made again by the step that made them.
/// </summary>
internal sealed class InputStaging(
    IContentStore store, IContentSource source, DirectoryReader directories, ProducedOutputs produced)
{
    private readonly ConcurrentDictionary<Digest, bool> present = new();

    /// <param name="remake">Runs a step whose output was lost.</param>
    /// <exception cref="MissingBlobException">Content is lost, and nothing in this process made it.</exception>
    public async Task EnsureAsync(ActionSpec spec, Func<ActionSpec, Task> remake, CancellationToken cancellation)
    {
        foreach (var (path, node) in (await ExpandAsync(spec.Inputs, cancellation)).Nodes)
        {
            if (node is FileNode file && !present.ContainsKey(file.Content))
            {
                await EnsureAsync(path, file.Content, remake, cancellation);
                present.TryAdd(file.Content, true);
            }
        }
    }

    /// <summary>A blob thought to be there was not.</summary>
    public void Forget(Digest digest) => present.TryRemove(digest, out _);

    private async ValueTask<FileTree> ExpandAsync(FileTree tree, CancellationToken cancellation)
    {
        if (await directories.ExpandAsync(tree, cancellation) is { } expanded)
        {
            return expanded;
        }

        foreach (var subtree in tree.Nodes.Values.OfType<SubtreeNode>())
        {
            if (produced.TreeOf(subtree.Directory) is { } known)
            {
                await known.StoreAsync(store, cancellation);
            }
        }

        if (await directories.ExpandAsync(tree, cancellation) is { } restored)
        {
            return restored;
        }

        var lost = tree.Nodes.First(node => node.Value is SubtreeNode);
        throw new MissingBlobException(((SubtreeNode)lost.Value).Directory, lost.Key);
    }

    private async Task EnsureAsync(
        string path, Digest content, Func<ActionSpec, Task> remake, CancellationToken cancellation)
    {
        if (await store.ContainsAsync(content, cancellation))
        {
            return;
        }

        if (source.PathOf(content) is { } file)
        {
            await TakeInAsync(file, content, cancellation);
            return;
        }

        if (produced.ProducerOf(content) is { } producer)
        {
            await remake(producer);
        }

        if (!await store.ContainsAsync(content, cancellation))
        {
            throw new MissingBlobException(content, path);
        }
    }

    private async Task TakeInAsync(string file, Digest expected, CancellationToken cancellation)
    {
        Digest found;
        try
        {
            found = await store.PutFileAsync(file, cancellation);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Changed(file, "it was there when the build started, and is gone");
        }

        if (found != expected)
        {
            throw Changed(file, "it was written to after the build had looked at it");
        }
    }

    private static BuildException Changed(string file, string cause) =>
        new(EngineErrors.InputChanged, file, cause, "run the same command again once the file rests");
}
