using OpenLinux.Engine.Actions;

namespace OpenLinux.Engine.Reporting;

/// <summary>What the build tells people while it runs; apart from logging, so that a terminal, a log and a test can each listen.</summary>
public interface IBuildReporter
{
    void ActionStarted(ActionSpec spec);

    void ActionFinished(ActionOutcome outcome);

    /// <summary>A long transfer; <paramref name="total"/> is null while unknown. Both in bytes.</summary>
    void Progress(string subject, long done, long? total);

    void Information(string message);

    void Verbose(string message);

    void Warning(string message);
}
