using System.Collections.Concurrent;
using OpenLinux.Common.Errors;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;

namespace OpenLinux.Engine.Building;

/// <summary>
/// Sees to it that the store holds what a step reads: sources of the work tree are taken in here, and not before a step needs them;
/// lost outputs are made again by the step that made them.
/// </summary>
internal sealed class InputStaging(
    IContentStore store, IContentSource source, WorkTreeStore workTree, DirectoryReader directories, ProducedOutputs produced)
{
    private readonly ConcurrentDictionary<Digest, bool> present = new();

    /// <param name="remake">Runs a step whose output was lost.</param>
    /// <exception cref="MissingBlobException">Content is lost, and nothing in this process made it.</exception>
    public async Task EnsureAsync(ActionSpec spec, Func<ActionSpec, Task> remake, CancellationToken cancellation)
    {
        var readsWorkTree = spec.Builtin is { ReadsWorkTree: true };
        foreach (var (path, node) in (await ExpandAsync(spec.Inputs, cancellation)).Nodes)
        {
            if (node is FileNode file && !present.ContainsKey(file.Content) && !(readsWorkTree && workTree.IsInWorkTree(file.Content)))
            {
                if (!await store.ContainsAsync(file.Content, cancellation) && !await RestoreAsync(file.Content, spec.Refetch, remake, cancellation))
                {
                    throw new MissingBlobException(file.Content, path);
                }

                present.TryAdd(file.Content, true);
            }
        }
    }

    /// <summary>A blob thought to be there was not. Reads the step's other inputs as well, so that all that is damaged is made again at once.</summary>
    public async Task ForgetAsync(ActionSpec spec, Digest missing, CancellationToken cancellation)
    {
        present.TryRemove(missing, out _);
        workTree.Distrust(missing);
        foreach (var file in (await ExpandAsync(spec.Inputs, cancellation)).Nodes.Values.OfType<FileNode>())
        {
            if (!await store.CopyToAsync(file.Content, Stream.Null, cancellation))
            {
                present.TryRemove(file.Content, out _);
            }
        }
    }

    /// <summary>Takes lost content from the work tree, from the step that made it, or from where it was fetched.</summary>
    /// <param name="refetch">Fetches what no step makes; null where there is no such thing.</param>
    /// <param name="remake">Runs a step whose output was lost.</param>
    /// <returns>False where it is nowhere to be had.</returns>
    /// <exception cref="BuildException">It was a file of the work tree, which has changed (<c>OL305</c>).</exception>
    public async Task<bool> RestoreAsync(
        Digest content, Func<CancellationToken, Task>? refetch, Func<ActionSpec, Task> remake, CancellationToken cancellation)
    {
        var file = source.PathOf(content);
        var change = file is null ? null : await TakeInAsync(file, content, cancellation);
        if (file is not null && change is null)
        {
            return true;
        }

        if (produced.ProducerOf(content) is { } producer)
        {
            await remake(producer);
        }
        else if (refetch is not null)
        {
            await refetch(cancellation);
        }

        return await store.ContainsAsync(content, cancellation) || (change is null ? false : throw change);
    }

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

    /// <returns>Null where it is in the store now; else how the file has changed.</returns>
    private async Task<BuildException?> TakeInAsync(string file, Digest expected, CancellationToken cancellation)
    {
        try
        {
            return await store.PutFileAsync(file, cancellation) == expected
                ? null
                : Changed(file, "it was written to after the build had looked at it");
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return Changed(file, "it was there when the build started, and is gone");
        }
    }

    private static BuildException Changed(string file, string cause) =>
        new(EngineErrors.InputChanged, file, cause, "run the same command again once the file rests");
}
