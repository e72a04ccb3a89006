using System.Globalization;
using OpenLinux.Common.Errors;
using OpenLinux.Host.Pipeline;

namespace OpenLinux.Host.Lifetime;

/// <summary>
/// What came of a run, for <c>--facts</c>: <c>NAME=VALUE</c>, a line each, as docs/github-actions.md lists them. A value has no line's end.
/// What stands behind <c>architecture</c> is of that one, as far as the next.
/// </summary>
internal static class RunOutcome
{
    /// <param name="failure">What ended the run; null where nothing did.</param>
    public static IReadOnlyList<string> Of(BuildContext context, Exception? failure)
    {
        var (services, paths) = (context.Services, context.Paths);
        var (tally, made) = (context.Reporter.Tally, services.Made());
        var hasPushed = context.WantsPush && failure is null;
        return
        [
            Fact("result", failure is null ? "success" : "failure"),
            .. failure is null ? [] : new[] { Fact("failure", failure is BuildException error ? $"{error.Code.Id}: {error.Code.Title}: {error.Subject}" : failure.Message) },
            Fact("hits", tally.Cached),
            Fact("ran", tally.Ran),
            .. made.SelectMany(outputs => Of(outputs, paths.Root)
                .Concat(hasPushed ? Pushed(paths.PushedDigest(context.Settings.Version, outputs.Architecture)) : [])),
            .. services.MadeIndex() is { } index ? [Fact("index", $"{index.Index.Descriptor.Digest}")] : Array.Empty<string>(),
            .. hasPushed && made.Count > 1 ? Pushed(paths.PushedIndexDigest(context.Settings.Version)) : [],
        ];
    }

    private static IEnumerable<string> Of(MadeOutputs made, string root)
    {
        yield return Fact("architecture", made.Architecture);
        if (made.Rootfs is { } rootfs)
        {
            yield return Fact("rootfs", Shown(root, rootfs.Path));
            yield return Fact("rootfs-sha256", rootfs.Tarball.Content.Hash);
        }

        foreach (var paper in made.AllPapers)
        {
            yield return Fact("paper", Shown(root, paper.Path));
        }

        if (made.Report is { } report)
        {
            yield return Fact("report", Shown(root, report));
        }

        if (made.Oci is { } oci)
        {
            yield return Fact("archive", Shown(root, oci.ArchivePath));
            yield return Fact("manifest", $"{oci.Image.Descriptor.Digest}");
        }

        if (made.ImageId is { } id)
        {
            yield return Fact("image-id", $"{id}");
        }
    }

    private static IEnumerable<string> Pushed(string digestFile) =>
        File.Exists(digestFile) ? [Fact("pushed", File.ReadAllText(digestFile).Trim())] : [];

    /// <summary>With slashes on every system, as scripts want them.</summary>
    private static string Shown(string root, string path) => Path.GetRelativePath(root, path).Replace('\\', '/');

    private static string Fact(string name, int value) => Fact(name, value.ToString(CultureInfo.InvariantCulture));

    private static string Fact(string name, string value) => $"{name}={value.ReplaceLineEndings(" ")}";
}
