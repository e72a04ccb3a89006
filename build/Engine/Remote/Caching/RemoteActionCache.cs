using System.Collections.Concurrent;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;

namespace OpenLinux.Engine.Remote.Caching;

/// <summary>
/// The action cache on disk, with a remote one behind it: what that knows is kept here as well, and what is new here goes there, behind the
/// build. A result counts where all that it names is on disk or there.
/// </summary>
internal sealed class RemoteActionCache(FileActionCache disk, RemoteLink link, RemoteUploads uploads, RemoteTally tally) : IActionCache
{
    private readonly ConcurrentDictionary<Digest, bool> unknown = new();
    private readonly ConcurrentDictionary<Digest, bool> found = new();

    public async ValueTask<Reapi.ActionResult?> GetAsync(Digest action, CancellationToken cancellation = default)
    {
        if (await disk.GetAsync(action, cancellation) is { } own)
        {
            return own;
        }

        if (unknown.ContainsKey(action) || await AskAsync(action, cancellation) is not { } result || !await disk.IsCompleteAsync(result, cancellation))
        {
            unknown.TryAdd(action, true);
            return null;
        }

        found.TryAdd(action, true);
        await disk.PutAsync(action, result, cancellation);
        tally.Found();
        return result;
    }

    public async ValueTask<Reapi.ActionResult?> GetElsewhereAsync(Digest action, CancellationToken cancellation = default) =>
        unknown.ContainsKey(action) || found.ContainsKey(action) ? null : await AskAsync(action, cancellation);

    public bool IsFromElsewhere(Digest action) => found.ContainsKey(action);

    public ValueTask PutAsync(Digest action, Reapi.ActionResult result, CancellationToken cancellation = default) =>
        PutAsync(action, [], result, cancellation);

    /// <summary>The Remote Execution API wants the action's messages to be there first. Nobody reads them where results are plain files.</summary>
    public ValueTask PutAsync(EncodedAction action, Reapi.ActionResult result, CancellationToken cancellation = default) =>
        PutAsync(action.Key, link.IsPlainStorage ? [] : action.Messages, result, cancellation);

    /// <summary>What the server has of it counts no more either.</summary>
    public void Forget(Digest action)
    {
        unknown.TryAdd(action, true);
        disk.Forget(action);
    }

    public EntryStamp? StampOf(Digest action) => disk.StampOf(action);

    public ValueTask<bool> IsCompleteAsync(Reapi.ActionResult result, CancellationToken cancellation = default) =>
        disk.IsCompleteAsync(result, cancellation);

    private async ValueTask PutAsync(Digest action, IReadOnlyList<byte[]> messages, Reapi.ActionResult result, CancellationToken cancellation)
    {
        await disk.PutAsync(action, result, cancellation);
        found.TryRemove(action, out _);
        if (link.Writes)
        {
            uploads.Add(action, messages, result);
        }
    }

    private async Task<Reapi.ActionResult?> AskAsync(Digest action, CancellationToken cancellation)
    {
        if (!link.Reads)
        {
            return null;
        }

        var (result, isRaw) = await link.ReadAsync(
            async (cache, clock) => (await cache.GetResultAsync(action, clock.Token), cache.IsPlainStorage), none: (null, false), cancellation);
        if (result is null)
        {
            return null;
        }

        if (ResultSeal.Holds(action, result, isRequired: isRaw) && ResultForm.IsUsable(result))
        {
            return ResultSeal.Without(result);
        }

        link.Verbose($"the result of action {action.Short} is not as it was written; it does not count");
        return null;
    }
}
