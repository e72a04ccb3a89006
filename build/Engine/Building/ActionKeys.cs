using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Execution;
using OpenLinux.Engine.Headers;

namespace OpenLinux.Engine.Building;

/// <summary>Finds and keeps results under their keys: one for most actions, one for each known set of headers for a compile.</summary>
internal sealed class ActionKeys(
    IActionCache cache, IContentStore store, DirectoryReader directories, HeaderManifests manifests)
{
    private readonly ActionResults results = new(store);

    /// <returns>The cached result, or null.</returns>
    public async ValueTask<CachedAction?> FindAsync(ActionSpec spec, CancellationToken cancellation)
    {
        if (spec.Headers is null)
        {
            return await FindAsync(EncodedAction.Of(spec).Key, cancellation);
        }

        if (await HeaderInputs.OfAsync(spec, directories, cancellation) is not { } inputs)
        {
            return null;
        }

        foreach (var set in (await manifests.ReadAsync(inputs, cancellation)).Sets)
        {
            if (inputs.Strong(set) is { } strong
                && await FindAsync(EncodedAction.Of(strong).Key, cancellation) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>Stores a result with the messages of its action, so that the action can be explained, and run elsewhere.</summary>
    /// <param name="runAgain">Runs a compile with more arguments for another output, and gives that.</param>
    public async ValueTask<CachedAction> RecordAsync(
        ActionSpec spec, FileTree outputs, ExecutionResult result, Func<IReadOnlyList<string>, string, Task<string>> runAgain, CancellationToken cancellation)
    {
        var keyed = spec.Headers is null ? spec : await NarrowAsync(spec, result.ReadInputs ?? [], runAgain, cancellation);
        var action = EncodedAction.Of(keyed);
        await action.StoreAsync(store, cancellation);
        await cache.PutAsync(
            action.Key, await results.ToMessageAsync(spec, outputs, result.Stdout, result.Stderr, cancellation), cancellation);
        return new CachedAction(action.Key, outputs, result.Stdout);
    }

    private async ValueTask<CachedAction?> FindAsync(Digest key, CancellationToken cancellation) =>
        await cache.GetAsync(key, cancellation) is { } result ? await results.ReadAsync(key, result, cancellation) : null;

    /// <summary>Takes the headers a compile read into the manifest, and gives the spec whose key its result has.</summary>
    private async ValueTask<ActionSpec> NarrowAsync(
        ActionSpec spec, IReadOnlyList<string> readInputs, Func<IReadOnlyList<string>, string, Task<string>> runAgain, CancellationToken cancellation)
    {
        var inputs = await HeaderInputs.OfAsync(spec, directories, cancellation)
            ?? throw new InvalidOperationException($"{spec.Label}: its inputs vanished from the store while it ran");
        var reads = new CompileReads(spec, inputs, readInputs, store, runAgain);
        var set = new HeaderSet(await spec.Headers!.Reader.ReadsBeyondAsync(reads, cancellation), readInputs);
        await manifests.AddAsync(inputs, set, cancellation);
        return inputs.Strong(set)!;
    }
}
