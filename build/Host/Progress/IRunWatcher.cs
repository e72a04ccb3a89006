using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Reporting;

namespace OpenLinux.Host.Progress;

/// <summary>Shows a run while it goes on. Told by any thread, of everything; it must take no time.</summary>
internal interface IRunWatcher : IDisposable
{
    void TaskBegan(string task)
    {
    }

    /// <param name="line">What is said of it to people.</param>
    void TaskEnded(string task, TimeSpan elapsed, bool isSuccessful, string? line)
    {
    }

    /// <param name="spec">The same object for all phases of one run of an action.</param>
    void Entered(ActionSpec spec, ActionPhase phase)
    {
    }

    /// <summary>A line that a running action printed.</summary>
    void Said(ActionSpec spec, string line)
    {
    }

    void Finished(ActionOutcome outcome)
    {
    }

    /// <summary>A long transfer; <paramref name="total"/> is null while unknown. Both in bytes.</summary>
    void Transferred(string subject, long done, long? total)
    {
    }

    void Told(MessageKind kind, string message)
    {
    }
}

internal enum MessageKind
{
    Information,
    Warning,
}
