using OpenLinux.Archives;
using OpenLinux.Archives.Compression;
using OpenLinux.Archives.Pieces;
using OpenLinux.Archives.Tar;
using OpenLinux.Common.Files;
using OpenLinux.Oci.Naming;

namespace OpenLinux.Rootfs.Vetting;

/// <summary>
/// Vets a rootfs tarball before anyone imports it: reads its compression and the tar whole, in memory that the limits bound, and tells all
/// that is wrong at once. Whatever is in the file, the answer is a report.
/// </summary>
public static class RootfsInspector
{
    private const string RepackFix = "build or fetch it anew: ./build.sh --target=Rootfs makes a whole one";
    private const string LimitFix = "make sure where it comes from; what is meant to be so large needs higher limits in config/vetting.toml";

    /// <param name="tarball">A tar of anyone's, compressed with gzip, zstd or not at all.</param>
    public static InspectionReport Inspect(string tarball, InspectionPolicy policy, CancellationToken cancellation = default)
    {
        try
        {
            // Asked first, as opening a named pipe waits for who writes to it.
            switch (FileStatus.Of(tarball)?.Kind)
            {
                case FileKind.Directory:
                    return Missing(tarball, "it is a folder", $"pack it, as in: tar -C {tarball} -czf rootfs.tar.gz .");
                case FileKind.Other:
                    return Missing(tarball, "it is a pipe or a device", "name a file that holds it all; save to one first what comes through a pipe");
            }

            using var file = new FileStream(tarball, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            return Inspect(file, tarball, policy, cancellation);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            var cause = fault is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : fault.Message;
            return Missing(tarball, cause, "run ./build.sh --target=Rootfs, or name one that is there with --tarball=FILE");
        }
    }

    private static InspectionReport Missing(string tarball, string cause, string fix) => new(
        [new Finding(RootfsErrors.TarballMissing, tarball, cause, fix, Severity.Error)],
        new InspectionSummary(0, 0, 0, 0, DiffId: null, []));

    /// <param name="source">Can seek, and stands at the start.</param>
    /// <param name="name">What to call the tarball in findings.</param>
    public static InspectionReport Inspect(Stream source, string name, InspectionPolicy policy, CancellationToken cancellation = default) =>
        Inspect(source, name, policy, KnownOrigins.None, cancellation);

    internal static InspectionReport Inspect(
        Stream source, string name, InspectionPolicy policy, KnownOrigins origins, CancellationToken cancellation)
    {
        var patterns = ScanPatterns.Of(policy);
        return Inspect(name, policy, origins, walk =>
        {
            using var tar = new TarReader(new CancellableSource(TarSource.Open(source), cancellation), policy.Limits);
            return walk.ReadAll(tar, patterns);
        });
    }

    /// <param name="parts">Of a whole tarball, by <see cref="InspectionPartScan"/>.</param>
    internal static InspectionReport Inspect(
        PartFindings parts, string name, InspectionPolicy policy, KnownOrigins origins, CancellationToken cancellation) =>
        Inspect(name, policy, origins, walk => walk.ReadAll(parts, cancellation));

    private static InspectionReport Inspect(
        string name, InspectionPolicy policy, KnownOrigins origins, Func<InspectionWalk, OciDigest> readAll)
    {
        var findings = new FindingCollector(policy, origins);
        var index = new ArchiveIndex(policy.Limits.IndexBytes);
        var walk = new InspectionWalk(index, findings, policy, origins);
        try
        {
            var diffId = readAll(walk);
            new ContentRules(index, findings).Check(policy);
            findings.CheckAllowed();
            return new InspectionReport(findings.ToList(), walk.Summary(diffId)) { Folders = walk.Folders };
        }
        catch (ArchiveException fault)
        {
            // What is missing from an archive that was not read whole means nothing: the content rules are left out.
            findings.Error(fault.Code, name, fault.Message, fault.Code == ArchiveErrors.LimitExceeded ? LimitFix : RepackFix);
            return new InspectionReport(findings.ToList(), walk.Summary(diffId: null));
        }
    }
}
