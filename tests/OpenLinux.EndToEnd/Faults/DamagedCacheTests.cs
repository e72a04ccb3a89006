using System.Security.Cryptography;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Building;
using OpenLinux.Engine.Content;
using OpenLinux.Oci;
using OpenLinux.Oci.Layers;
using OpenLinux.Oci.Layout;
using OpenLinux.Oci.Naming;
using OpenLinux.Rootfs.Composition;
using OpenLinux.Rootfs.Packing;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Engine;
using OpenLinux.TestKit.Oci;
using OpenLinux.Userland.Reading;
using OpenLinux.Userland.Sources;
using OpenLinux.Userland.Sources.Apt;
using OpenLinux.Userland.Sources.Places;
using OpenLinux.Userland.Sources.Unpacking;

namespace OpenLinux.EndToEnd.Faults;

/// <summary>A build of every kind of step, in a cache that rots between two runs.</summary>
public sealed class DamagedCacheTests : IDisposable
{
    private const int Headers = 120;
    private const int Units = 8;

    private readonly Workshop workshop = new();
    private readonly SourceArchive archive;

    public DamagedCacheTests()
    {
        for (var index = 0; index < Headers; index++)
        {
            workshop.Write($"thing-1.0/h{index}.h", $"#define H{index} {index}\n");
        }

        for (var unit = 0; unit < Units; unit++)
        {
            var includes = string.Concat(Enumerable.Range(0, Headers).Where(index => index % Units != unit).Select(index => $"#include <h{index}.h>\n"));
            workshop.Write($"work/u{unit}.c", $"{includes}#include \"own.h\"\nint u{unit} = OWN;\n");
        }

        workshop.Write("work/own.h", "#define OWN 1\n");
        var sources = Directory.CreateDirectory(Path.Combine(workshop.Root, "sources")).FullName;
        Tool.Run("tar", ["-czf", $"{sources}/thing-1.0.tar.gz", "thing-1.0"], workshop.Checkout);
        var hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes($"{sources}/thing-1.0.tar.gz")));
        archive = new SourceArchive("thing-1.0.tar.gz", hash, [], DebianPackage: null);
    }

    private string Build => Path.Combine(workshop.Checkout, "build");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public async Task One_run_makes_all_of_it_again(int every)
    {
        var whole = await BuildAsync();
        var blobs = Blobs();
        foreach (var blob in blobs.Where((_, index) => index % every == 0))
        {
            Workshop.Damage(blob);
        }

        (await BuildAsync()).Should().Equal(whole);

        (await BuildAsync()).Should().Equal(whole);
    }

    [Fact]
    public async Task A_tarball_damaged_in_the_cache_is_packed_again_by_a_run_with_nothing_else_to_do()
    {
        var whole = await BuildAsync();
        Workshop.Damage(workshop.BlobPath(new Digest(whole["rootfs.tar.gz"], 0)));
        workshop.Reporter.Started.Clear();

        (await BuildAsync()).Should().Equal(whole);

        workshop.Reporter.Started.Should().Equal("x86_64 rootfs.tar.gz");
    }

    [Fact]
    public async Task One_damaged_output_of_a_folder_makes_the_step_run_once()
    {
        var whole = await BuildAsync();
        foreach (var path in whole.Keys.Where(path => path.StartsWith("sysroot/", StringComparison.Ordinal)).Take(30))
        {
            Workshop.Damage(workshop.BlobPath(new Digest(whole[path], 0)));
        }

        workshop.Reporter.Started.Clear();

        (await BuildAsync()).Should().Equal(whole);

        workshop.Reporter.Started.Should().Equal("x86_64 thing");
    }

    public void Dispose() => workshop.Dispose();

    private List<string> Blobs() =>
        [.. Directory.EnumerateFiles(Path.Combine(workshop.Cache, "cas"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    /// <summary>Builds with nothing of an earlier run but the cache.</summary>
    /// <returns>The SHA-256 of every file that comes out, by path.</returns>
    private async Task<Dictionary<string, string>> BuildAsync()
    {
        if (Directory.Exists(Build))
        {
            Directory.Delete(Build, recursive: true);
        }

        using var services = workshop.Open();
        var cancellation = TestContext.Current.CancellationToken;
        var built = await services.Engine.RunAsync(
            Workshop.Shell("mkdir -p out; for f in src/*; do sed 's/$/ \\/\\/ installed/' $f > out/${f##*/}; done", "out") with
            {
                Label = "x86_64 thing",
                Inputs = (await UnpackAsync(services)).Outputs,
            },
            cancellation);
        var sysroot = built.Outputs.Below("out");
        var objects = await Task.WhenAll(Enumerable.Range(0, Units).Select(unit => services.Engine.RunAsync(Compile(services, sysroot, unit), cancellation)));
        var rootfs = await new RootfsComposer(Samples.Rootfs, "1.0").ComposeAsync(
            [.. objects.Select((unit, index) => new RootfsPart($"u{index}", unit.Outputs))], services.Store, cancellation);
        await PublishAsync(services, sysroot, rootfs);
        return Directory.EnumerateFiles(Build, "*", SearchOption.AllDirectories).ToDictionary(
            path => Path.GetRelativePath(Build, path), path => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))));
    }

    private async Task<ActionOutcome> UnpackAsync(EngineServices services)
    {
        var settings = new SourceFetcherSettings(workshop.Cache)
        {
            SourceFolder = Path.Combine(workshop.Root, "sources"),
            Apt = new AptMachine(Path.Combine(workshop.Root, "no-apt"), Path.Combine(workshop.Root, "no-os-release")),
        };
        var fetcher = new SourceFetcher(services.Store, services.Launcher, workshop.Reporter, settings);
        var content = await fetcher.FetchAsync(archive, TestContext.Current.CancellationToken);
        return await services.Engine.RunAsync(
            UnpackStep.Of(archive, content) with { Refetch = token => fetcher.FetchAsync(archive, token) }, TestContext.Current.CancellationToken);
    }

    private ActionSpec Compile(EngineServices services, FileTree sysroot, int unit) => Workshop.Shell("") with
    {
        Label = $"u{unit}.c",
        Arguments = ["clang", "-MD", "-MF", "u.d", "-isystem", "include", "-c", $"work/u{unit}.c", "-o", $"u{unit}.o"],
        Inputs = workshop.Tree(services, "work").WithTree("include", sysroot),
        Outputs = [$"u{unit}.o"],
        Headers = new HeaderDiscovery("u.d", [$"work/u{unit}.c"], new CInputReader([])),
    };

    private async Task PublishAsync(EngineServices services, FileTree sysroot, ComposedRootfs rootfs)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var materializer = new TreeMaterializer(services.Store, services.Digester);
        var publisher = new ArchivePublisher(services.Store, services.Digester);
        await materializer.MaterializeAsync(sysroot, Build, Path.Combine(Build, "sysroot"), cancellation);
        var tarball = RootfsArchive.Of(await services.Engine.RunAsync(RootfsArchive.Pack(rootfs.Tree, 0, "x86_64"), cancellation));
        await publisher.PublishAsync(tarball.Content, Path.Combine(Build, "rootfs.tar.gz"), cancellation);

        var stamp = new BuildStamp("1.0", "x86_64", null, IsDirty: false, DateTimeOffset.UnixEpoch);
        OciLayer[] layers = [LayerArchive.Of(tarball.Content, tarball.DiffId, "all")];
        var image = OciImage.Of(ImageIntent.Of(Samples.Image.Config, "linux/amd64", [tarball.DiffId], stamp), layers, stamp, [ImageReference.Parse("thing:1.0")]);
        var layout = await OciLayout.OfAsync(image, services.Store, cancellation);
        var packed = await services.Engine.RunAsync(OciArchive.Pack(layout, 0, "thing"), cancellation);
        await publisher.PublishAsync(OciArchive.Of(packed), Path.Combine(Build, "oci.tar"), cancellation);
        await materializer.MaterializeAsync(layout, Build, Path.Combine(Build, "oci"), cancellation);
    }
}
