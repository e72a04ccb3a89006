using System.Text.Json;
using OpenLinux.Archives.Compression;
using OpenLinux.Engine.Content;
using OpenLinux.Oci;
using OpenLinux.Oci.Contents;
using OpenLinux.Oci.Layers;
using OpenLinux.Oci.Layout;
using OpenLinux.Oci.Naming;
using OpenLinux.Rootfs.Composition;
using OpenLinux.Rootfs.Packing;
using OpenLinux.TestKit.Engine;
using OpenLinux.TestKit.Oci;

namespace OpenLinux.Tests.Oci;

/// <summary>An image that was written, read back.</summary>
public sealed class OciLayoutTests : IDisposable
{
    private const int Sticky = 0b001_111_111_111;
    private const string Platform = "linux/amd64";

    private static readonly BuildStamp Stamp = new("1.0", "x86_64", null, IsDirty: false, DateTimeOffset.UnixEpoch);

    private readonly EngineFolder engine = new();

    public void Dispose() => engine.Dispose();

    [Theory]
    [InlineData("low", "high")]
    [InlineData("high", "low")]
    [InlineData("low")]
    public async Task Layers_come_to_the_root_filesystem_whoever_gives_a_folder_and_whoever_lies_in_it(params string[] layers)
    {
        var configured = Samples.Rootfs with { Directories = new Dictionary<string, int> { ["/tmp"] = Sticky } };
        var rootfs = new RootfsComposer(configured, "1").Compose([
            new("low", FileTree.Empty.With("var/spool", new DirectoryNode(Sticky)).With("var/spool/low", engine.File("low")).With("tmp/low", engine.File("low"))),
            new("high", FileTree.Empty.With("var/spool/high", engine.File("high")).With("tmp/high", engine.File("high"))),
        ]);

        var folder = await LayOutAsync(rootfs, layers);

        Read(folder).Should().Equal(await TarballAsync(rootfs)).And.Contain(file => file.Path == "/var/spool" && file.Mode == Sticky);
    }

    [Fact]
    public async Task Containerd_is_told_the_whole_name_and_the_layout_the_tag()
    {
        var folder = await LayOutAsync(new RootfsComposer(Samples.Rootfs, "1").Compose([new("sh", FileTree.Empty.With("bin/sh", engine.File("")))]), []);

        var annotations = JsonElement.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "index.json"), TestContext.Current.CancellationToken))
            .GetProperty("manifests")[0].GetProperty("annotations");

        annotations.GetProperty("io.containerd.image.name").GetString().Should().Be("docker.io/library/openlinux:1.0");
        annotations.GetProperty("org.opencontainers.image.ref.name").GetString().Should().Be("1.0");
    }

    private async Task<string> LayOutAsync(ComposedRootfs rootfs, string[] names)
    {
        var layers = new List<OciLayer>();
        foreach (var (description, tree) in LayerSplit.Of(rootfs.Tree, rootfs.Owners, names, ["low", "high"]))
        {
            var packed = await engine.Services.Engine.RunAsync(LayerArchive.Pack(tree, 0, TarCompression.Gzip, description), default);
            layers.Add(LayerArchive.Of(packed, TarCompression.Gzip, description));
        }

        var intent = ImageIntent.Of(Samples.Image.Config, Platform, [.. layers.Select(layer => layer.DiffId)], Stamp);
        var layout = await OciLayout.OfAsync(OciImage.Of(intent, layers, Stamp, [ImageReference.Parse("openlinux:1.0")]), engine.Services.Store, default);
        var folder = engine.PathOf("layout");
        await new TreeMaterializer(engine.Services.Store, engine.Services.Digester).MaterializeAsync(layout, folder, folder, default);
        return folder;
    }

    private async Task<IReadOnlyList<ImageFile>> TarballAsync(ComposedRootfs rootfs)
    {
        var packed = await engine.Services.Engine.RunAsync(RootfsArchive.Pack(rootfs.Tree, 0, "x86_64"), default);
        var path = engine.PathOf("rootfs.tar.gz");
        await engine.Services.Store.WriteToAsync(RootfsArchive.Of(packed).Content, path, FileNode.Regular);
        return Read(path);
    }

    private static IReadOnlyList<ImageFile> Read(string path) => new ImageContentsReader().Read(path, Platform).Files;
}
