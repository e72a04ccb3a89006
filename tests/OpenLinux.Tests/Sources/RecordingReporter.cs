using System.Collections.Concurrent;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Reporting;

namespace OpenLinux.Tests.Sources;

public sealed class RecordingReporter : IBuildReporter
{
    private readonly ConcurrentQueue<(string Subject, long Done, long? Total)> _progress = new();
    private readonly ConcurrentQueue<string> _warnings = new();
    private readonly ConcurrentQueue<string> _information = new();
    private readonly ConcurrentQueue<string> _details = new();

    public IReadOnlyList<(string Subject, long Done, long? Total)> Transfers => [.. _progress];

    public IReadOnlyList<string> Warnings => [.. _warnings];

    public IReadOnlyList<string> Messages => [.. _information];

    public IReadOnlyList<string> Details => [.. _details];

    public void ActionStarted(ActionSpec spec)
    {
    }

    public void ActionFinished(ActionOutcome outcome)
    {
    }

    public void Progress(string subject, long done, long? total) => _progress.Enqueue((subject, done, total));

    public void Information(string message) => _information.Enqueue(message);

    public void Verbose(string message) => _details.Enqueue(message);

    public void Warning(string message) => _warnings.Enqueue(message);
}
