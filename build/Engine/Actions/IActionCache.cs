using OpenLinux.Engine.Content;

namespace OpenLinux.Engine.Actions;

/// <summary>Action digest to result (REAPI v2 <c>ActionCache</c>).</summary>
public interface IActionCache
{
    ValueTask<Reapi.ActionResult?> GetAsync(Content.Digest action, CancellationToken cancellation = default);

    /// <summary>For entries that grow by what each writer adds: what is known elsewhere, where that may be more than here.</summary>
    /// <returns>Null where there is nothing, or nothing else than here.</returns>
    ValueTask<Reapi.ActionResult?> GetElsewhereAsync(Content.Digest action, CancellationToken cancellation = default) =>
        ValueTask.FromResult<Reapi.ActionResult?>(null);

    /// <summary>Whether this process has an entry from elsewhere than this machine.</summary>
    bool IsFromElsewhere(Content.Digest action) => false;

    ValueTask PutAsync(Content.Digest action, Reapi.ActionResult result, CancellationToken cancellation = default);

    /// <summary>The same, for whom wants the action's messages as well.</summary>
    ValueTask PutAsync(EncodedAction action, Reapi.ActionResult result, CancellationToken cancellation = default) =>
        PutAsync(action.Key, result, cancellation);

    /// <summary>For whoever has read an entry before and would rather not read it again. Counts as a use of it.</summary>
    /// <returns>What differs once the entry does; null where there is none.</returns>
    EntryStamp? StampOf(Content.Digest action);

    /// <summary>Drops an entry that was found to be wrong, where that can be done from here.</summary>
    void Forget(Content.Digest action);

    /// <returns>Whether the store holds all that a result names.</returns>
    ValueTask<bool> IsCompleteAsync(Reapi.ActionResult result, CancellationToken cancellation = default);
}

/// <summary>What must be unchanged for an entry of the action cache to count as unchanged.</summary>
/// <param name="Modified">Nanoseconds since 1970-01-01 UTC.</param>
public readonly record struct EntryStamp(long Size, long Modified, ulong Inode);

/// <summary>What the action cache knows of an action.</summary>
internal sealed record CachedAction(Digest Key, FileTree Outputs, string Stdout);
