using OpenLinux.Host.Progress;
using OpenLinux.Host.Reporting;
using OpenLinux.Host.Unchanged;

namespace OpenLinux.Host.Lifetime;

/// <summary>What a run that succeeded says at its end, on standard output: results, as they were asked for.</summary>
internal static class Conclusion
{
    /// <param name="isUnchanged">Whether it found nothing to do.</param>
    /// <param name="elapsed">Since it began.</param>
    public static void Tell(BuildContext context, bool isUnchanged, TimeSpan elapsed)
    {
        if (!context.CommandLine.Targets.All(RepeatableRuns.Makes))
        {
            return;
        }

        var reporter = context.Reporter;
        var before = new MadeBefore(Path.Combine(context.Paths.Cache, "made"));
        if (context.Screen.Events is { } events)
        {
            Tell(events, reporter, isUnchanged, elapsed);
        }
        else if (!context.Screen.Voice.IsQuiet)
        {
            var summary = new RunSummary(reporter.Artifacts, reporter.Tally, before);
            foreach (var line in isUnchanged ? summary.UpToDate(string.Join(", ", context.CommandLine.Targets)) : summary.Of(elapsed, Console.IsOutputRedirected ? int.MaxValue : Console.WindowWidth))
            {
                Console.Out.WriteLine(line);
            }
        }

        before.Keep(reporter.Artifacts);
    }

    private static void Tell(JsonEvents events, TaskReporter reporter, bool isUnchanged, TimeSpan elapsed) => events.Write("run_ended", json =>
    {
        json.WriteBoolean("up_to_date", isUnchanged);
        json.WriteNumber("seconds", Math.Round(elapsed.TotalSeconds, 3));
        json.WriteNumber("ran", reporter.Tally.Ran);
        json.WriteNumber("cached", reporter.Tally.Cached);
        json.WriteNumber("from_remote_cache", reporter.Tally.FromElsewhere);
        json.WriteStartArray("artifacts");
        foreach (var artifact in reporter.Artifacts.OrderBy(artifact => artifact.Kind))
        {
            json.WriteStartObject();
            json.WriteString("kind", artifact.Kind switch { ArtifactKind.Pushed => "pushed", ArtifactKind.Image => "image", ArtifactKind.OciArchive => "oci_archive", ArtifactKind.Report => "report", _ => "rootfs" });
            json.WriteString("name", artifact.Name);
            json.WriteString("digest", artifact.Digest.ToString());
            if (artifact.Size is { } size)
            {
                json.WriteNumber("size_bytes", size);
            }

            json.WriteStartArray("also_named");
            foreach (var name in artifact.AlsoNamed)
            {
                json.WriteStringValue(name);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
