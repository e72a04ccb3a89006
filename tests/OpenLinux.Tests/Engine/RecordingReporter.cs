using System.Collections.Concurrent;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Reporting;

namespace OpenLinux.Tests.Engine;

internal sealed class RecordingReporter : IBuildReporter
{
    public ConcurrentQueue<string> Started { get; } = new();

    public ConcurrentQueue<ActionOutcome> Finished { get; } = new();

    /// <summary>What was told in words, at any level.</summary>
    public ConcurrentQueue<string> Said { get; } = new();

    public void ActionStarted(ActionSpec spec) => Started.Enqueue(spec.Label);

    public void ActionFinished(ActionOutcome outcome) => Finished.Enqueue(outcome);

    public void Progress(string subject, long done, long? total)
    {
    }

    public void Information(string message) => Said.Enqueue(message);

    public void Verbose(string message) => Said.Enqueue(message);

    public void Warning(string message) => Said.Enqueue(message);
}
