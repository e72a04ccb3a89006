using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Reporting;

namespace OpenLinux.Tests.Machine.Fixtures;

/// <summary>Keeps what people would have been told.</summary>
public sealed class RecordingReporter : IBuildReporter
{
    public List<string> Warnings { get; } = [];

    public List<string> Messages { get; } = [];

    public void ActionStarted(ActionSpec spec)
    {
    }

    public void ActionFinished(ActionOutcome outcome)
    {
    }

    public void Progress(string subject, long done, long? total)
    {
    }

    public void Information(string message) => Messages.Add(message);

    public void Verbose(string message)
    {
    }

    public void Warning(string message) => Warnings.Add(message);
}
