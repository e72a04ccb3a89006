using System.Globalization;
using OpenLinux.Host.Progress;

namespace OpenLinux.Host.Reporting;

/// <summary>The end of a run that made something: what it is, what that took, and what to do next.</summary>
internal sealed class RunSummary(IReadOnlyList<Artifact> artifacts, RunTally tally, MadeBefore before)
{
    private const int MostReasons = 3;
    private const int LabelColumns = 8;

    private IReadOnlyList<Artifact> Ordered { get; } = [.. artifacts.OrderBy(artifact => artifact.Kind)];

    /// <summary>Of a run that found nothing to do: the same two lines whoever finds it, so without times.</summary>
    /// <param name="task">What was asked for.</param>
    public IEnumerable<string> UpToDate(string task)
    {
        yield return Ordered is [var first, ..]
            ? $"Up to date: {first.Name} ({Facts(first, withChange: false)})"
            : $"Up to date: {task}{(tally.Cached == 0 ? "" : $", {Count(tally.Cached)} cached")}";
        yield return Next();
    }

    /// <param name="elapsed">Of the whole run.</param>
    /// <param name="columns">That a reason may take.</param>
    public IEnumerable<string> Of(TimeSpan elapsed, int columns = int.MaxValue)
    {
        foreach (var artifact in Ordered)
        {
            yield return $"{Label(artifact.Kind)}{artifact.Name}";
            yield return $"{"",LabelColumns}{Facts(artifact, withChange: true)}";
            if (artifact.AlsoNamed.Count > 0)
            {
                yield return $"{"",LabelColumns}also {string.Join(", ", artifact.AlsoNamed)}";
            }
        }

        yield return string.Create(CultureInfo.InvariantCulture, $"{"Actions",-LabelColumns}{tally.Ran:N0} ran, {tally.Cached:N0} cached{FromElsewhere()}, in {elapsed.TotalSeconds:N1} s");
        var reasons = tally.Reasons();
        foreach (var (reason, count) in reasons.Take(MostReasons))
        {
            yield return TerminalText.Fit(string.Create(CultureInfo.InvariantCulture, $"{"",LabelColumns}{count:N0}: {reason}"), columns);
        }

        if (reasons.Count > MostReasons)
        {
            yield return $"{"",LabelColumns}and more: --explain tells of each";
        }

        yield return Next();
    }

    private static string Label(ArtifactKind kind) => (kind switch
    {
        ArtifactKind.Pushed => "Pushed",
        ArtifactKind.Image => "Image",
        ArtifactKind.OciArchive => "OCI",
        ArtifactKind.Report => "Report",
        _ => "Rootfs",
    }).PadRight(LabelColumns);

    private static string Count(int actions) => string.Create(CultureInfo.InvariantCulture, $"{actions:N0} {(actions == 1 ? "action" : "actions")}");

    private string FromElsewhere() => tally.FromElsewhere == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" ({tally.FromElsewhere:N0} by the remote cache)");

    private string Facts(Artifact artifact, bool withChange)
    {
        string[] facts =
        [
            .. artifact.Size is { } size ? [$"{Bytes(size)}{(withChange ? Change(artifact) : "")}"] : Array.Empty<string>(),
            $"sha256:{artifact.Digest.Short}",
        ];
        return string.Join(", ", facts);
    }

    private string Change(Artifact artifact) => before.ChangeOf(artifact) switch
    {
        null => "",
        0 => " (as before)",
        > 0 and var more => $" (+{Bytes(more)})",
        var less => $" (-{Bytes(-less.Value)})",
    };

    private static string Bytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes switch
    {
        < 1000 => $"{bytes} bytes",
        < 1_000_000 => $"{bytes / 1e3:N1} kB",
        < 1_000_000_000 => $"{bytes / 1e6:N1} MB",
        _ => $"{bytes / 1e9:N2} GB",
    }}");

    private string Next() => Ordered switch
    {
        [{ Kind: ArtifactKind.Pushed } pushed, ..] => $"Next    docker run --rm -it {pushed.Name}",
        [{ Kind: ArtifactKind.Image } image, ..] => $"Next    docker run --rm -it {image.Name}",
        [{ Kind: ArtifactKind.OciArchive } archive, ..] => $"Next    docker load --input {archive.Name}",
        [{ Kind: ArtifactKind.Report } report, ..] => $"Next    {(OperatingSystem.IsMacOS() ? "open" : "xdg-open")} {report.Name}",
        _ => "Next    ./build.sh --target=Docker",
    };
}
