using System.Text.Json;
using OpenLinux.Common.Errors;
using OpenLinux.Docker;
using OpenLinux.Host.Cli;
using OpenLinux.Host.Documents;
using OpenLinux.Host.Pipeline;
using OpenLinux.Host.Reporting;
using OpenLinux.Machine.Readiness;
using OpenLinux.Oci;
using OpenLinux.Oci.Contents;
using OpenLinux.Oci.Naming;
using OpenLinux.Rootfs.Vetting;

namespace OpenLinux.Tests.Host;

/// <summary>What --json prints, byte by byte: programs rely on it.</summary>
public sealed class DocumentTests
{
    private static readonly OciDigest Id = OciDigest.Parse($"sha256:{new string('a', 64)}");

    [Fact]
    public void Images() =>
        Of(json => ImagesDocument.Write(
            json,
            ImageReference.Parse("ghcr.io/me/openlinux"),
            [
                (new DockerImageRow("ghcr.io/me/openlinux:1", Id, "2 minutes ago", "1.3MB"), new DockerImage(Id, [], "linux", "amd64", [], new ImageConfig([], [], new Dictionary<string, string>(), new Dictionary<string, string>(), "", ""), 1_300_000)),
                (new DockerImageRow("ghcr.io/me/openlinux:gone", Id, "2 days ago", "1MB"), null),
            ])).Should().Be(
            $$"""
            {
              "repository": "ghcr.io/me/openlinux",
              "images": [
                {
                  "reference": "ghcr.io/me/openlinux:1",
                  "id": "{{Id}}",
                  "os": "linux",
                  "architecture": "amd64",
                  "size_bytes": 1300000,
                  "created": "2 minutes ago"
                }
              ]
            }

            """);

    [Fact]
    public void Doctor() =>
        Of(json => DoctorDocument.Write(
            json,
            [
                new DoctorRow("make", "4.3 (/usr/bin/make)", ">= 3.81", "", DoctorVerdict.Good),
                new DoctorRow("qemu", "missing", "any", "first\nsecond", DoctorVerdict.Optional),
                new DoctorRow("docker engine", "missing", "running", "start it", DoctorVerdict.Bad),
            ])).Should().Be(
            """
            {
              "ready": false,
              "prerequisites": [
                {
                  "name": "make",
                  "found": "4.3 (/usr/bin/make)",
                  "wanted": ">= 3.81",
                  "verdict": "good",
                  "fix": []
                },
                {
                  "name": "qemu",
                  "found": "missing",
                  "wanted": "any",
                  "verdict": "optional",
                  "fix": [
                    "first",
                    "second"
                  ]
                },
                {
                  "name": "docker engine",
                  "found": "missing",
                  "wanted": "running",
                  "verdict": "bad",
                  "fix": [
                    "start it"
                  ]
                }
              ]
            }

            """);

    [Fact]
    public void Inspection()
    {
        var finding = new Finding(new ErrorCode("OL431", "a title", "", ""), "/bin/su", "its mode is 4755", "chmod", Severity.Error) { Component = "busybox", Rule = "setuid" };
        var report = new InspectionReport([finding], new InspectionSummary(9, 20, 390, 1_300_000, Id, ["/bin/su"]));

        Of(json => InspectionDocument.Write(json, [new InspectedTarball("x86_64", "/x/rootfs.tar.gz", report)])).Should().Be(
            $$"""
            {
              "inspections": [
                {
                  "architecture": "x86_64",
                  "tarball": "/x/rootfs.tar.gz",
                  "passed": false,
                  "files": 9,
                  "directories": 20,
                  "symlinks": 390,
                  "size_bytes": 1300000,
                  "diff_id": "{{Id}}",
                  "setuid": [
                    "/bin/su"
                  ],
                  "findings": [
                    {
                      "code": "OL431",
                      "title": "a title",
                      "severity": "error",
                      "path": "/bin/su",
                      "component": "busybox",
                      "rule": "setuid",
                      "cause": "its mode is 4755",
                      "fix": "chmod"
                    }
                  ]
                }
              ]
            }

            """);
    }

    [Fact]
    public void A_difference_names_each_file_and_field_with_both_its_sides()
    {
        var file = new ImageFile("/bin/sh", ImageFileKind.File, 0b111_101_101, 0, 0, 0, 5, new string('b', 64));
        var link = new ImageFile("/bin/ls", ImageFileKind.Symlink, 0b111_111_111, 0, 0, null, LinkTarget: "busybox");
        var old = new ImageContents("openlinux:old", [file with { Path = "/bin/gone" }, file], new ImageFields("linux/amd64", null, new Dictionary<string, string> { ["User"] = "1" }));
        var @new = new ImageContents(
            "rootfs.tar.gz", [link, file with { SizeBytes = 7, Modified = 9 }], new ImageFields("linux/amd64", null, new Dictionary<string, string> { ["Cmd"] = "x" }));
        var report = new DifferenceReport(ContentsDifference.Between(old, @new), new Dictionary<string, string> { ["bin/ls"] = "busybox" });

        using var document = JsonDocument.Parse(Of(json => DifferenceDocument.Write(json, [("x86_64", report)])));

        var compared = document.RootElement.GetProperty("comparisons")[0];
        compared.GetProperty("architecture").GetString().Should().Be("x86_64");
        compared.GetProperty("old").GetRawText().Should().ContainAll("\"name\": \"openlinux:old\"", "\"platform\": \"linux/amd64\"", "\"paths\": 2", "\"size_bytes\": 10");
        compared.GetProperty("files").EnumerateArray().Select(change => $"{change.GetProperty("change")} {change.GetProperty("path")} {change.GetProperty("component")}")
            .Should().Equal("removed /bin/gone (unknown)", "added /bin/ls busybox", "changed /bin/sh (unknown)");
        compared.GetProperty("files")[1].GetProperty("old").ValueKind.Should().Be(JsonValueKind.Null);
        compared.GetProperty("files")[1].GetProperty("new").GetRawText().Should().ContainAll("\"type\": \"symlink\"", "\"link_target\": \"busybox\"", "\"modified\": null", "\"sha256\": null");
        compared.GetProperty("files")[2].GetProperty("fields").EnumerateArray().Select(field => field.GetString()).Should().Equal("content", "modified");
        compared.GetProperty("files")[2].GetProperty("size_delta_bytes").GetInt64().Should().Be(2);
        compared.GetProperty("same").GetInt32().Should().Be(0);
        compared.GetProperty("configuration").EnumerateArray().Select(field => $"{field.GetProperty("field")} {field.GetProperty("old")} {field.GetProperty("new")}")
            .Should().Equal("Cmd  x", "User 1 ");
    }

    private static string Of(Action<Utf8JsonWriter> members)
    {
        var writer = new StringWriter();
        new DocumentOutput(writer).Write(members);
        return writer.ToString();
    }
}
