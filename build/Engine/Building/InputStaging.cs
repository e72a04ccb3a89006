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
    private readonly ConcurrentDictionary<Digest, bool> presentTrees = new();

    /// <param name="isElsewhere">Whether it runs where other machines' content is: that need not come here then.</param>
    /// <param name="remake">Runs a step whose output was lost.</param>
    /// <exception cref="MissingBlobException">Content is lost, and nothing in this process made it.</exception>
    public async Task EnsureAsync(ActionSpec spec, bool isElsewhere, Func<ActionSpec, Task> remake, CancellationToken cancellation)
    {
        await BringAsync(isElsewhere ? [] : NeededBy(spec).Select(needed => needed.Value), cancellation);
        foreach (var (path, node) in NeededBy(spec))
        {
            if (node is FileNode file)
            {
                await EnsureAsync(spec, path, file.Content, remake, cancellation);
            }
            else if (node is SubtreeNode subtree && !presentTrees.ContainsKey(subtree.Directory))
            {
                var tree = subtree.Files ?? await ExpandAsync(path, subtree, cancellation);
                await BringAsync(isElsewhere ? [] : tree.Nodes.Values, cancellation);
                foreach (var (below, shared) in tree.Nodes)
                {
                    if (shared is FileNode one)
                    {
                        await EnsureAsync(spec, $"{path}/{below}", one.Content, remake, cancellation);
                    }
                }

                presentTrees.TryAdd(subtree.Directory, true);
            }
        }
    }

    /// <summary>A blob thought to be there was not. Reads the step's other inputs as well, so that all that is damaged is made again at once.</summary>
    public async Task ForgetAsync(ActionSpec spec, Digest missing, CancellationToken cancellation)
    {
        Forget(missing);
        foreach (var (path, node) in NeededBy(spec))
        {
            if (node is FileNode file)
            {
                await ForgetIfLostAsync(file.Content, cancellation);
            }
            else if (node is SubtreeNode subtree)
            {
                presentTrees.TryRemove(subtree.Directory, out _);
                var tree = subtree.Files ?? await ExpandAsync(path, subtree, cancellation);
                foreach (var shared in tree.Nodes.Values.OfType<FileNode>())
                {
                    await ForgetIfLostAsync(shared.Content, cancellation);
                }
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

    /// <summary>What is read where it lies in the work tree need not be in the store, unless it was found missing there.</summary>
    private async ValueTask EnsureAsync(
        ActionSpec spec, string path, Digest content, Func<ActionSpec, Task> remake, CancellationToken cancellation)
    {
        if (present.ContainsKey(content)
            || (ReadsWorkTree(spec) && workTree.IsInWorkTree(content)))
        {
            return;
        }

        if (!await IsInReachAsync(content, cancellation) && !await RestoreAsync(content, spec.Refetch, remake, cancellation))
        {
            throw new MissingBlobException(content, path);
        }

        present.TryAdd(content, true);
    }

    /// <summary>What a file of the work tree has is not asked for elsewhere.</summary>
    private async ValueTask<bool> IsInReachAsync(Digest content, CancellationToken cancellation) =>
        await store.IsHereAsync(content, cancellation)
        || (source.PathOf(content) is { } file && await TakeInAsync(file, content, cancellation) is null)
        || await store.ContainsAsync(content, cancellation);

    private ValueTask BringAsync(IEnumerable<TreeNode> nodes, CancellationToken cancellation) => store.BringAsync(
        nodes.OfType<FileNode>().Select(file => file.Content).Distinct().Where(content => !present.ContainsKey(content) && source.PathOf(content) is null),
        cancellation);

    private static IEnumerable<KeyValuePair<string, TreeNode>> NeededBy(ActionSpec spec) =>
        spec.Tools is { } tools ? spec.Inputs.Nodes.Append(KeyValuePair.Create(tools.Name, (TreeNode)tools.Files)) : spec.Inputs.Nodes;

    /// <summary>A compile's inputs, and those of some steps of this process, are read where they lie: see <see cref="InputContent"/>, <see cref="WorkTreeStore"/>.</summary>
    private static bool ReadsWorkTree(ActionSpec spec) => spec.Headers is not null || spec.Builtin is { ReadsWorkTree: true };

    private void Forget(Digest content)
    {
        workTree.Distrust(content);
        present.TryRemove(content, out _);
    }

    private async ValueTask ForgetIfLostAsync(Digest content, CancellationToken cancellation)
    {
        if (!await store.CopyToAsync(content, Stream.Null, cancellation))
        {
            Forget(content);
        }
    }

    private async ValueTask<FileTree> ExpandAsync(string path, SubtreeNode subtree, CancellationToken cancellation)
    {
        if (await directories.ReadAsync(subtree.Directory, cancellation) is { } expanded)
        {
            return expanded;
        }

        if (produced.TreeOf(subtree.Directory) is { } known)
        {
            await known.StoreAsync(store, cancellation);
        }

        return await directories.ReadAsync(subtree.Directory, cancellation) ?? throw new MissingBlobException(subtree.Directory, path);
    }

    /// <returns>Null where it is in the store now; else how the file has changed.</returns>
    private async Task<BuildException?> TakeInAsync(string file, Digest expected, CancellationToken cancellation)
    {
        try
        {
            return await store.PutFileAsync(file, cancellation) == expected
                ? null
                : InputContent.Changed(file, "it was written to after the build had looked at it");
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return InputContent.Changed(file, "it was there when the build started, and is gone");
        }
    }
}
