using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Headers;

namespace OpenLinux.Engine.Explanations;

/// <summary>Says why a step runs: what differs from the nearest of its earlier keys.</summary>
internal sealed class ActionExplainer(
    ActionHistory history, IContentStore store, DirectoryReader directories, HeaderManifests manifests)
{
    private const string Evicted = "its result was evicted from the cache";

    public async ValueTask<string> ExplainAsync(ActionSpec spec, CancellationToken cancellation)
    {
        var earlier = history.Of(spec);
        if (earlier.Count == 0)
        {
            return "first build";
        }

        var inputs = await NarrowableAsync(spec, cancellation);
        Difference? nearest = null;
        foreach (var past in earlier)
        {
            var difference = await CompareAsync(spec, inputs, past, cancellation);
            if (difference is not null && (nearest is null || difference.Count < nearest.Count))
            {
                nearest = difference;
            }
        }

        return nearest switch
        {
            null => "its earlier keys were evicted from the cache",
            { Count: 0 } => Evicted,
            _ => nearest.ToString(),
        };
    }

    /// <returns>Null where all inputs count: without header discovery, or where what was read asks for names.</returns>
    private async ValueTask<HeaderInputs?> NarrowableAsync(ActionSpec spec, CancellationToken cancellation)
    {
        if (spec.Headers is null || await HeaderInputs.OfAsync(spec, directories, cancellation) is not { } inputs)
        {
            return null;
        }

        var manifest = await manifests.ReadAsync(inputs, cancellation);
        return manifest.Sets.Any(set => set.ProbesNames) ? null : inputs;
    }

    /// <returns>Null where the earlier action is no longer in the store.</returns>
    private async ValueTask<Difference?> CompareAsync(
        ActionSpec spec, HeaderInputs? inputs, PastAction past, CancellationToken cancellation)
    {
        if (await store.ReadAsync(past.Record, cancellation) is not { } blob)
        {
            return null;
        }

        var earlier = ActionRecord.Of(blob);
        var old = new DirectoryReader(store, earlier.DirectoryOf);
        var comparable = spec;
        if (inputs is not null)
        {
            if (await old.ReadAsync(earlier.InputRoot, cancellation) is not { } earlierInputs)
            {
                return null;
            }

            comparable = inputs.Like(
                earlierInputs, earlier.Action.Platform?.Properties.Any(property => property.Name == HeaderInputs.FoldersProperty) ?? false);
        }

        var current = EncodedAction.Of(comparable);
        var difference = new Difference();
        CommandDifference.Collect(earlier.Command, current.Command, difference);
        var isWhole = await new TreeDifference(comparable.Inputs, old, difference).CollectAsync(earlier.InputRoot, cancellation);
        return isWhole ? difference : null;
    }
}
