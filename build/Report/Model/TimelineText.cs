using System.Globalization;
using System.Text;

namespace OpenLinux.Report.Model;

/// <summary>
/// A <see cref="BuildTimeline"/> in a file of the checkout. The first line has, between tabs, milliseconds since 1970-01-01 UTC, what was asked for, how many
/// steps ran and how many were cached; the second one the tarballs' hashes; each other one a step: start and length in milliseconds, kind, label, reason.
/// </summary>
public static class TimelineText
{
    /// <summary>More would make the page slow; what is left out took least.</summary>
    public const int MostSteps = 5_000;

    /// <summary>Of a reason: lists of changed inputs can be long.</summary>
    private const int MostReason = 200;

    // What a damaged file says beyond these is no time.
    private static readonly TimeSpan LastMoment = DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    public static string Write(BuildTimeline timeline)
    {
        var text = new StringBuilder();
        Line(text, Number(timeline.Began.ToUnixTimeMilliseconds()), timeline.Asked, Number(timeline.Ran), Number(timeline.Cached));
        Line(text, string.Join(' ', timeline.Rootfs));
        var longest = timeline.Steps.OrderByDescending(step => step.Length).Take(MostSteps);
        foreach (var step in longest.OrderBy(step => step.Start).ThenBy(step => step.Kind, StringComparer.Ordinal).ThenBy(step => step.Label, StringComparer.Ordinal))
        {
            var reason = step.Reason.Length > MostReason ? step.Reason[..MostReason] + "…" : step.Reason;
            Line(text, Number((long)step.Start.TotalMilliseconds), Number((long)step.Length.TotalMilliseconds), step.Kind, step.Label, reason);
        }

        return text.ToString();
    }

    /// <returns>Null where it is no such text.</returns>
    public static BuildTimeline? Read(string text)
    {
        var lines = text.Split('\n').Select(line => line.Split('\t')).ToList();
        if (lines is not [[var began, var asked, var ran, var cached], [var rootfs], .. var rest, [""]]
            || MillisecondsOf(began, LastMoment) is not { } time || !int.TryParse(ran, NumberStyles.None, CultureInfo.InvariantCulture, out var runs)
            || !int.TryParse(cached, NumberStyles.None, CultureInfo.InvariantCulture, out var hits))
        {
            return null;
        }

        var steps = rest.Select(StepOf).OfType<TimelineStep>().Take(MostSteps).ToList();
        return steps.Count == rest.Count
            ? new BuildTimeline(DateTimeOffset.UnixEpoch + time, asked, runs, hits, rootfs.Split(' ', StringSplitOptions.RemoveEmptyEntries), steps)
            : null;
    }

    private static TimelineStep? StepOf(string[] fields) =>
        fields is [var start, var length, var kind, var label, var reason] && MillisecondsOf(start, Longest) is { } from && MillisecondsOf(length, Longest) is { } lasted
            ? new TimelineStep(kind, label, from, lasted, reason)
            : null;

    private static TimeSpan? MillisecondsOf(string text, TimeSpan most) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most.TotalMilliseconds
            ? TimeSpan.FromMilliseconds(number)
            : null;

    private static void Line(StringBuilder text, params ReadOnlySpan<string> fields)
    {
        for (var index = 0; index < fields.Length; index++)
        {
            text.Append(index == 0 ? "" : "\t").Append(fields[index].ReplaceLineEndings(" ").Replace('\t', ' '));
        }

        text.Append('\n');
    }

    private static string Number(long number) => Math.Max(0, number).ToString(CultureInfo.InvariantCulture);
}
