using OpenLinux.Engine.Content;
using OpenLinux.Engine.Headers;

namespace OpenLinux.Engine.Actions;

/// <summary>Finds and keeps results under their keys: one for most actions, one for each known set of headers for a compile.</summary>
internal sealed class ActionKeys(
    IActionCache cache, IContentStore store, DirectoryReader directories, HeaderManifests manifests)
{
    private readonly ActionResults results = new(store);
    private readonly NameProbes probes = new(store);

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
    public async ValueTask<CachedAction> RecordAsync(
        ActionSpec spec, FileTree outputs, string stdout, string stderr, IReadOnlyList<string>? readInputs, CancellationToken cancellation)
    {
        var keyed = spec.Headers is null ? spec : await NarrowAsync(spec, readInputs ?? [], cancellation);
        var action = EncodedAction.Of(keyed);
        await action.StoreAsync(store, cancellation);
        var result = await results.ToMessageAsync(spec, outputs, stdout, stderr, cancellation);
        await cache.PutAsync(action.Key, result, cancellation);
        return new CachedAction(action.Key, outputs, stdout);
    }

    private async ValueTask<CachedAction?> FindAsync(Digest key, CancellationToken cancellation) =>
        await cache.GetAsync(key, cancellation) is { } result ? await results.ReadAsync(key, result, cancellation) : null;

    /// <summary>Takes the headers a compile read into the manifest, and gives the spec whose key its result has.</summary>
    private async ValueTask<ActionSpec> NarrowAsync(
        ActionSpec spec, IReadOnlyList<string> readInputs, CancellationToken cancellation)
    {
        var inputs = await HeaderInputs.OfAsync(spec, directories, cancellation)
            ?? throw new InvalidOperationException($"{spec.Label}: its inputs vanished from the store while it ran");
        var paths = new List<string>();
        var probesNames = false;
        foreach (var path in readInputs)
        {
            if (inputs.Resolve(path) is { } resolved)
            {
                paths.Add(path);
                probesNames |= await probes.AreInAsync(inputs.ContentOf(resolved), resolved, cancellation);
            }
        }

        var set = new HeaderSet(probesNames, paths);
        await manifests.AddAsync(inputs, set, cancellation);
        return inputs.Strong(set)!;
    }
}
