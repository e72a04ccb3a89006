using OpenLinux.Rootfs.Vetting;
using OpenLinux.TestKit.Archives;
using OpenLinux.TestKit.Oci;

namespace OpenLinux.TestKit.Rootfs;

internal static class Inspect
{
    public static InspectionReport Bytes(byte[] tarball, InspectionPolicy? policy = null) =>
        RootfsInspector.Inspect(new MemoryStream(tarball), "rootfs.tar.gz", policy ?? Samples.Policy);

    public static InspectionReport Tar(TarBytes tar, InspectionPolicy? policy = null) => Bytes(tar.Gzip(), policy);

    /// <summary>"code path" of each finding.</summary>
    public static IEnumerable<string> Codes(this InspectionReport report) =>
        report.Findings.Select(finding => $"{finding.Code.Id} {finding.Path}");

    public static Finding Only(this InspectionReport report, string code) =>
        report.Findings.Should().ContainSingle().Which.Should().Match<Finding>(finding => finding.Code.Id == code).And.Subject.As<Finding>();
}
