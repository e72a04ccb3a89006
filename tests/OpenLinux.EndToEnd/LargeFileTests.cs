using System.Diagnostics;
using OpenLinux.Archives;
using OpenLinux.Archives.Compression;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Oci;
using OpenLinux.Oci.Layers;
using OpenLinux.Oci.Layout;
using OpenLinux.Oci.Naming;
using OpenLinux.Rootfs.Packing;
using OpenLinux.Rootfs.Vetting;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Engine;
using OpenLinux.TestKit.Oci;
using OpenLinux.TestKit.Rootfs;
using OpenLinux.Userland.Sources.Places;
using OpenLinux.Userland.Sources.Unpacking;

namespace OpenLinux.EndToEnd;

/// <summary>A file larger than all the memory there is, on its way from an archive to the image.</summary>
public sealed class LargeFileTests
{
    private const string Variable = "OPENLINUX_TEST_SMALL_MEMORY";

    /// <summary>96 MiB of garbage-collected memory, of which the tests' own runner takes a good part.</summary>
    private const string Memory = "6000000";

    private const long Size = 160L << 20;

    /// <summary>Runs itself in a process with less memory, since how much a process takes cannot be told beside others' tests.</summary>
    [Fact]
    public async Task It_needs_no_memory_for_its_size()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not null)
        {
            await BuildAsync(long.Parse(Environment.GetEnvironmentVariable(Variable)!, System.Globalization.CultureInfo.InvariantCulture));
            return;
        }

        var start = new ProcessStartInfo("dotnet", [typeof(LargeFileTests).Assembly.Location, "-noColor", "-method", $"*.{nameof(LargeFileTests)}.*"])
        {
            RedirectStandardOutput = true,
            Environment = { [Variable] = $"{Size}", ["DOTNET_GCHeapHardLimit"] = Memory, ["DOTNET_gcServer"] = "0" },
        };
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        process.ExitCode.Should().Be(0, said);
    }

    private static async Task BuildAsync(long size)
    {
        using var folder = new TestFolder();
        using var engine = new EngineFolder();
        var source = folder.PathOf("thing/large");
        Directory.CreateDirectory(Path.GetDirectoryName(source)!);
        await using (var file = File.Create(source))
        {
            file.SetLength(size);
        }

        Tool.Run("tar", ["-czf", "thing.tar.gz", "thing"], folder.Path);
        var archive = await engine.Services.Store.PutFileAsync(folder.PathOf("thing.tar.gz"));
        var unpacked = await RunAsync(UnpackStep.Of(new SourceArchive("thing.tar.gz", archive.Hash, [], DebianPackage: null), archive));
        var rootfs = FileTree.Empty.With("bin/sh", engine.File("#!", FileNode.Executable)).WithTree("srv", unpacked.Below(UnpackStep.Output));
        var packing = await RunOutcomeAsync(RootfsArchive.Pack(rootfs, 0, "x86_64"));
        var tarball = RootfsArchive.Of(packing);
        await new ArchivePublisher(engine.Services.Store, engine.Services.Digester).PublishAsync(tarball.Content, folder.PathOf("rootfs.tar.gz"));
        var read = RootfsContents.Of(await RunOutcomeAsync(RootfsContents.Read(tarball.Content, "x86_64")));
        var policy = Samples.Policy with { Required = [], SearchPath = [], Entrypoint = [], Limits = Unlimited };
        var inspected = await RunOutcomeAsync(InspectionStep.Inspect(tarball.Content, policy, RootfsOrigins.Unknown));
        var layer = await RunOutcomeAsync(LayerArchive.Pack(rootfs, 0, TarCompression.Gzip, "layer"));
        var stamp = new BuildStamp("1.0", "x86_64", null, IsDirty: false, DateTimeOffset.UnixEpoch);
        OciLayer[] layers = [LayerArchive.Of(layer, TarCompression.Gzip, "layer")];
        var image = OciImage.Of(ImageIntent.Of(Samples.Image.Config, "linux/amd64", [tarball.DiffId], stamp), layers, stamp, [ImageReference.Parse("thing:1.0")]);
        var layout = await OciLayout.OfAsync(image, engine.Services.Store, default);
        // The layer is small, being zeros: a large blob of the layout is the file itself.
        var packed = await RunOutcomeAsync(OciArchive.Pack(layout.With("blobs/large", rootfs.Nodes["srv/large"]), 0, "thing"));
        await new TreeMaterializer(engine.Services.Store, engine.Services.Digester).MaterializeAsync(rootfs, folder.Path, folder.PathOf("laid out"), default);

        Tool.Run("sh", ["-c", "tar -xOzf rootfs.tar.gz srv/large | cmp - thing/large"], folder.Path);
        read.Nodes["srv/large"].Should().Be(rootfs.Nodes["srv/large"]);
        InspectionStep.ReportOf(inspected, policy, RootfsOrigins.Unknown).Should().Match<InspectionReport>(
            report => report.Findings.Count == 0 && report.Summary.DiffId == tarball.DiffId && report.Summary.SizeBytes == size + 2);
        OciArchive.Of(packed).SizeBytes.Should().BeGreaterThan(size);

        async Task<FileTree> RunAsync(ActionSpec spec) => (await RunOutcomeAsync(spec)).Outputs;

        Task<ActionOutcome> RunOutcomeAsync(ActionSpec spec) => engine.Services.Engine.RunAsync(spec, TestContext.Current.CancellationToken);
    }

    private static ArchiveLimits Unlimited => Samples.Vetting.Limits with { Expansion = 100_000 };
}
