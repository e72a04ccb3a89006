using System.Buffers;
using System.Text;
using System.Text.Json;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Reporting;

namespace OpenLinux.Host.Progress;

/// <summary>One JSON object a line for each thing that happens, as <c>docs/running.md</c> lists them (RFC 8259; JSON Lines).</summary>
internal sealed class JsonEvents(Action<string> line, TimeProvider clock) : IRunWatcher
{
    private readonly Lock gate = new();

    public void TaskBegan(string task) => Write("task_began", json => json.WriteString("task", task));

    public void TaskEnded(string task, TimeSpan elapsed, bool isSuccessful, string? line) => Write("task_ended", json =>
    {
        json.WriteString("task", task);
        json.WriteBoolean("succeeded", isSuccessful);
        json.WriteNumber("seconds", Math.Round(elapsed.TotalSeconds, 3));
        json.WriteString("text", line);
    });

    public void Entered(ActionSpec spec, ActionPhase phase)
    {
        if (phase == ActionPhase.Run)
        {
            Write("action_began", json => WriteName(json, spec));
        }
    }

    public void Said(ActionSpec spec, string line) => Write("action_said", json =>
    {
        WriteName(json, spec);
        json.WriteString("line", line);
    });

    public void Finished(ActionOutcome outcome) => Write("action_ended", json =>
    {
        WriteName(json, outcome.Spec);
        json.WriteString("key", outcome.Key.Hash);
        json.WriteBoolean("cached", outcome.Cached);
        json.WriteBoolean("from_remote_cache", outcome.IsFromElsewhere);
        json.WriteNumber("seconds", Math.Round(outcome.Elapsed.TotalSeconds, 3));
        if (!outcome.Cached)
        {
            json.WriteString("reason", outcome.Reason);
        }
    });

    public void Transferred(string subject, long done, long? total) => Write("transferred", json =>
    {
        json.WriteString("subject", subject);
        json.WriteNumber("bytes", done);
        if (total is { } all)
        {
            json.WriteNumber("total_bytes", all);
        }
    });

    public void Told(MessageKind kind, string message) => Write(kind == MessageKind.Warning ? "warning" : "information", json => json.WriteString("text", message));

    public void Dispose()
    {
    }

    /// <summary>An event of its own, with whatever it is about.</summary>
    public void Write(string name, Action<Utf8JsonWriter> fields)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("event", name);
            json.WriteString("at", clock.GetUtcNow());
            fields(json);
            json.WriteEndObject();
        }

        lock (gate)
        {
            line(Encoding.UTF8.GetString(buffer.WrittenSpan));
        }
    }

    private static void WriteName(Utf8JsonWriter json, ActionSpec spec)
    {
        json.WriteString("kind", spec.Mnemonic);
        json.WriteString("label", spec.Label);
    }
}
