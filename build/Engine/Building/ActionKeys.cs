using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Execution;
using OpenLinux.Engine.Explanations;
using OpenLinux.Engine.Headers;

namespace OpenLinux.Engine.Building;

/// <summary>Finds and keeps results under their keys: one for most actions, one for each known set of headers for a compile.</summary>
internal sealed class ActionKeys(
    ActionCaches caches,
    IContentStore store,
    InputContent content,
    DirectoryReader directories,
    HeaderManifests manifests,
    ResultMemo memo)
{
    private readonly ActionResults results = new(store);

    /// <param name="full">The key of the action with all of its inputs.</param>
    /// <returns>The cached result, or null.</returns>
    public async ValueTask<CachedAction?> FindAsync(ActionSpec spec, Digest full, CancellationToken cancellation)
    {
        if (await RecallAsync(full, cancellation) is { } remembered)
        {
            return remembered;
        }

        if (spec.Headers is null)
        {
            return await FindUnderAsync(spec, full, full, cancellation);
        }

        if (await HeaderInputs.OfAsync(spec, directories, cancellation) is not { } inputs)
        {
            return null;
        }

        var own = await manifests.ReadAsync(inputs, cancellation);
        if (await FindAmongAsync(own.Sets, inputs, full, cancellation) is { } found)
        {
            return found;
        }

        var others = (await manifests.ReadElsewhereAsync(inputs, cancellation)).Sets.Where(set => !own.Sets.Any(set.IsSame));
        return await FindAmongAsync(others, inputs, full, cancellation);
    }

    /// <summary>Whether the result of an action came from elsewhere in this process.</summary>
    public bool IsFromElsewhere(Digest key) => caches.Shared.IsFromElsewhere(key);

    /// <param name="given">What a result was remembered under in this checkout.</param>
    /// <returns>That, or null where it is unknown or no longer holds.</returns>
    public async ValueTask<CachedAction?> RecallAsync(Digest given, CancellationToken cancellation) =>
        await memo.FindAsync(given, cancellation) is { } known ? await results.ReadAsync(known.Key, known.Result, cancellation) : null;

    /// <summary>Stores a result with the messages of its action, so that the action can be explained.</summary>
    /// <param name="runAgain">Runs a compile with more arguments for another output, and gives that.</param>
    public async ValueTask<RecordedAction> RecordAsync(
        ActionSpec spec,
        Digest full,
        FileTree outputs,
        ExecutionResult result,
        Func<IReadOnlyList<string>, string, Task<string>> runAgain,
        CancellationToken cancellation)
    {
        var keyed = spec.Headers is null ? spec : await NarrowAsync(spec, result.ReadInputs ?? [], runAgain, cancellation);
        var action = EncodedAction.Of(keyed);
        var record = await action.StoreAsync(store, cancellation);
        var message = await results.ToMessageAsync(spec, outputs, result.Stdout, result.Stderr, cancellation);
        await caches.For(spec).PutAsync(action, message, cancellation);
        memo.Add(full, action.Key, message);
        return new RecordedAction(new CachedAction(action.Key, outputs, result.Stdout), new PastAction(action.Key, record));
    }

    /// <summary>A result was found to be none that can be made again.</summary>
    public void Forget(Digest key) => caches.Shared.Forget(key);

    private async ValueTask<CachedAction?> FindAmongAsync(
        IEnumerable<HeaderSet> sets, HeaderInputs inputs, Digest full, CancellationToken cancellation)
    {
        foreach (var set in sets)
        {
            if (inputs.Strong(set) is { } strong
                && await FindUnderAsync(strong, EncodedAction.Of(strong).Key, full, cancellation) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private async ValueTask<CachedAction?> FindUnderAsync(ActionSpec spec, Digest key, Digest full, CancellationToken cancellation)
    {
        if (await caches.For(spec).GetAsync(key, cancellation) is not { } result
            || await results.ReadAsync(spec, key, result, cancellation) is not { } found)
        {
            return null;
        }

        memo.Add(full, key, result);
        return found;
    }

    /// <summary>Takes the headers a compile read into the manifest, and gives the spec whose key its result has.</summary>
    private async ValueTask<ActionSpec> NarrowAsync(
        ActionSpec spec,
        IReadOnlyList<string> readInputs,
        Func<IReadOnlyList<string>, string, Task<string>> runAgain,
        CancellationToken cancellation)
    {
        var inputs = await HeaderInputs.OfAsync(spec, directories, cancellation)
            ?? throw new InvalidOperationException($"{spec.Label}: its inputs vanished from the store while it ran");
        var reads = new CompileReads(spec, inputs, readInputs, content, runAgain);
        var set = new HeaderSet(await spec.Headers!.Reader.ReadsBeyondAsync(reads, cancellation), readInputs);
        await manifests.AddAsync(inputs, set, cancellation);
        return inputs.Strong(set)!;
    }
}

/// <param name="Past">For the history of its step.</param>
internal sealed record RecordedAction(CachedAction Action, PastAction Past);
