using OpenLinux.Engine.Content;

namespace OpenLinux.Engine.Actions;

/// <summary>
/// Actions that someone else runs, in a folder of his own: found and kept in the same cache, reported and explained as those that the
/// engine runs.
/// </summary>
public interface IActionLedger
{
    IContentStore Store { get; }

    /// <summary>Where programs that this machine's compiler made for this machine are kept.</summary>
    string ProgramFolder { get; }

    /// <param name="started">A <see cref="System.Diagnostics.Stopwatch"/> timestamp.</param>
    /// <returns>The known result, which is reported; null where there is none.</returns>
    ValueTask<ActionOutcome?> FindAsync(ActionSpec spec, long started, CancellationToken cancellation);

    void Start(ActionSpec spec);

    /// <summary>Keeps a result.</summary>
    /// <param name="spec">Complete, without headers to be discovered; its inputs are in the store.</param>
    /// <param name="outputs">All that the spec declares, in the store.</param>
    /// <param name="started">A <see cref="System.Diagnostics.Stopwatch"/> timestamp.</param>
    ValueTask RecordAsync(ActionSpec spec, FileTree outputs, string stdout, long started, CancellationToken cancellation);

    /// <summary>Notes are texts by the digest of what they are about, in the action cache.</summary>
    /// <returns>Null where there is none.</returns>
    ValueTask<string?> ReadNoteAsync(Digest about, CancellationToken cancellation);

    /// <returns>The note as others have it, where that may say more than this machine's; null where there is none.</returns>
    ValueTask<string?> ReadNoteElsewhereAsync(Digest about, CancellationToken cancellation);

    ValueTask WriteNoteAsync(Digest about, string note, CancellationToken cancellation);

    /// <summary>Whether there is anything but this machine to run actions on.</summary>
    bool HasElsewhere { get; }

    /// <summary>Runs an action elsewhere. Nothing of it is reported or kept.</summary>
    /// <param name="spec">Without headers to be discovered; its inputs are in the store.</param>
    /// <returns>What it made and said; null where it failed, or there was no result: it is to run here then.</returns>
    ValueTask<(FileTree Outputs, string Stdout)?> RunElsewhereAsync(ActionSpec spec, CancellationToken cancellation);

    void Verbose(string message);
}
