using System.Collections.Concurrent;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Reporting;

namespace OpenLinux.TestKit;

/// <summary>Keeps what people would have been told.</summary>
public sealed class RecordingReporter : IBuildReporter
{
    public ConcurrentQueue<string> Started { get; } = new();

    public ConcurrentQueue<ActionOutcome> Finished { get; } = new();

    public ConcurrentQueue<(string Subject, long Done, long? Total)> Transfers { get; } = new();

    public ConcurrentQueue<string> Messages { get; } = new();

    public ConcurrentQueue<string> Details { get; } = new();

    public ConcurrentQueue<string> Warnings { get; } = new();

    /// <summary>What was told in words, at any level.</summary>
    public ConcurrentQueue<string> Said { get; } = new();

    public void ActionStarted(ActionSpec spec) => Started.Enqueue(spec.Label);

    public void ActionFinished(ActionOutcome outcome) => Finished.Enqueue(outcome);

    public void Progress(string subject, long done, long? total) => Transfers.Enqueue((subject, done, total));

    public void Information(string message) => Say(Messages, message);

    public void Verbose(string message) => Say(Details, message);

    public void Warning(string message) => Say(Warnings, message);

    private void Say(ConcurrentQueue<string> level, string message)
    {
        level.Enqueue(message);
        Said.Enqueue(message);
    }
}
