using System.Text.Json;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Reporting;

namespace OpenLinux.Host.Profiling;

/// <summary>
/// A profile in the Trace Event Format, as an array (docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU), which
/// chrome://tracing and Perfetto open. Tasks, slots and lookups are threads, whose events do not overlap; what an action waited for is
/// told by asynchronous events.
/// </summary>
public sealed class ChromeTrace(ProfiledBuild build)
{
    private const int TaskProcess = 1;
    private const int ActionProcess = 2;
    private const int HitProcess = 3;

    public void Write(Stream stream)
    {
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartArray();
        WriteTasks(json);
        WriteActions(json);
        WriteHits(json);
        json.WriteEndArray();
    }

    private void WriteTasks(Utf8JsonWriter json)
    {
        Name(json, "process_name", TaskProcess, 0, "tasks");
        foreach (var task in build.Tasks)
        {
            Complete(json, TaskProcess, 0, task.Name, "task", task.Start, task.End, () => json.WriteString("result", task.IsSuccessful ? "done" : "failed"));
        }
    }

    private void WriteActions(Utf8JsonWriter json)
    {
        Name(json, "process_name", ActionProcess, 0, "actions");
        var lanes = new Lanes();
        var stretches = build.Actions
            .Where(action => action.Result != "hit")
            .SelectMany(action => action.Work().Select(work => (Action: action, Work: work)))
            .OrderBy(stretch => stretch.Work[0].Start);
        foreach (var (action, work) in stretches)
        {
            var lane = lanes.Put(work[0].Start, work[^1].End);
            Complete(json, ActionProcess, lane, action.Spec.Label, action.Spec.Mnemonic, work[0].Start, work[^1].End, () => Describe(json, action));
            foreach (var span in work)
            {
                Complete(json, ActionProcess, lane, NameOf(span.Phase), "phase", span.Start, span.End, null);
            }
        }

        for (var lane = 0; lane < lanes.Count; lane++)
        {
            Name(json, "thread_name", ActionProcess, lane, $"slot {lane + 1}");
        }

        foreach (var (action, id) in build.Actions.Select((action, index) => (action, index)).Where(entry => entry.action.Result != "hit"))
        {
            foreach (var span in action.Waits())
            {
                Asynchronous(json, 'b', id, action, span.Phase, span.Start);
                Asynchronous(json, 'e', id, action, span.Phase, span.End);
            }
        }
    }

    private void WriteHits(Utf8JsonWriter json)
    {
        Name(json, "process_name", HitProcess, 0, "cache hits");
        var lanes = new Lanes();
        foreach (var action in build.Actions.Where(action => action.Result == "hit").OrderBy(action => action.Start))
        {
            Complete(
                json, HitProcess, lanes.Put(action.Start, action.End), action.Spec.Label, action.Spec.Mnemonic, action.Start, action.End, () => Describe(json, action));
        }
    }

    private static void Describe(Utf8JsonWriter json, ProfiledAction action)
    {
        json.WriteString("kind", action.Spec.Mnemonic);
        json.WriteString("result", action.Result);
        if (action.Outcome is { } outcome)
        {
            json.WriteString("key", outcome.Key.Hash);
            json.WriteNumber("outputBytes", outcome.Outputs.Nodes.Values.OfType<FileNode>().Sum(file => file.Content.SizeBytes));
            if (outcome.Reason.Length > 0)
            {
                json.WriteString("reason", outcome.Reason);
            }
        }

        foreach (var phase in action.Phases.GroupBy(span => span.Phase))
        {
            json.WriteNumber($"{NameOf(phase.Key)}Ms", Math.Round(phase.Sum(span => span.Length.TotalMilliseconds), 3));
        }
    }

    private static void Complete(
        Utf8JsonWriter json, int process, int thread, string name, string category, TimeSpan start, TimeSpan end, Action? describe)
    {
        Begin(json, "X", process, thread, name, category, start);
        json.WriteNumber("dur", Microseconds(end) - Microseconds(start));
        if (describe is not null)
        {
            json.WriteStartObject("args");
            describe();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Asynchronous(Utf8JsonWriter json, char kind, int id, ProfiledAction action, ActionPhase phase, TimeSpan at)
    {
        Begin(json, kind.ToString(), ActionProcess, 0, NameOf(phase), "wait", at);
        json.WriteNumber("id", id);
        json.WriteStartObject("args");
        json.WriteString("action", action.Spec.Label);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Begin(Utf8JsonWriter json, string kind, int process, int thread, string name, string category, TimeSpan at)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("cat", category);
        json.WriteString("ph", kind);
        json.WriteNumber("pid", process);
        json.WriteNumber("tid", thread);
        json.WriteNumber("ts", Microseconds(at));
    }

    private static void Name(Utf8JsonWriter json, string what, int process, int thread, string name)
    {
        Begin(json, "M", process, thread, what, "", TimeSpan.Zero);
        json.WriteStartObject("args");
        json.WriteString("name", name);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string NameOf(ActionPhase phase) => phase.ToString().ToLowerInvariant();

    /// <summary>Whole ones, so that what ends where the next begins does so in the file as well.</summary>
    private static long Microseconds(TimeSpan time) => time.Ticks / TimeSpan.TicksPerMicrosecond;
}
