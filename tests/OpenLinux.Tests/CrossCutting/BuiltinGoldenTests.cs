using System.Reflection;
using OpenLinux.Archives.Compression;
using OpenLinux.Common.Processes;
using OpenLinux.Configuration;
using OpenLinux.Docker;
using OpenLinux.Docker.Images;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Building;
using OpenLinux.Engine.Content;
using OpenLinux.Oci;
using OpenLinux.Oci.Layers;
using OpenLinux.Oci.Layout;
using OpenLinux.Oci.Naming;
using OpenLinux.Papers.Publication;
using OpenLinux.Registry.Pushing;
using OpenLinux.Rootfs.Packing;
using OpenLinux.Rootfs.Stripping;
using OpenLinux.Rootfs.Units;
using OpenLinux.Rootfs.Vetting;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Archives;
using OpenLinux.TestKit.Docker;
using OpenLinux.TestKit.Engine;
using OpenLinux.TestKit.Oci;
using OpenLinux.TestKit.Papers;
using OpenLinux.TestKit.Rootfs;
using OpenLinux.TestKit.Userland;
using OpenLinux.Userland.Origins;
using OpenLinux.Userland.Recipes;
using OpenLinux.Userland.Sources;
using OpenLinux.Userland.Sources.Git;
using OpenLinux.Userland.Sources.Patching;
using OpenLinux.Userland.Sources.Places;
using OpenLinux.Userland.Sources.Unpacking;
using OpenLinux.Userland.Toolchains;

namespace OpenLinux.Tests.CrossCutting;

/// <summary>
/// Caches hold what steps of this process made under their versions: what a step makes of an input may only change together with its
/// version. Here is what each version makes of one input. The versions of libraries enter the keys by themselves.
/// </summary>
public sealed class BuiltinGoldenTests : IDisposable
{
    private static readonly Dictionary<string, string> Recorded = new()
    {
        ["builtin:rootfs-tar@3"] = "f0c384c310680cbc741feb8b3a28cf449ee2f475bcd3f5208b0791953a66818d",
        ["builtin:layer-tar@4 gzip"] = "4ba8bd504bb0754cc27969d7b455d641457cb46e018b007e9ce5cc4d49862edc",
        ["builtin:layer-tar@4 zstd"] = "94170cfbd804a340cf3b3bfa6f4bbfe22a3a0ca1b63db96b5676cd25ea45d084",
        ["builtin:oci-archive@1"] = "a1b2b13511ffe75c4cd51093124e4ba0a7081b1b3bfbb38336a3acce181d8d66",
        ["builtin:rootfs-read@2"] = "edb4a601ff68b72933544d6ac4f83db581d7f1ddf37629504def7abfe5dad59b",
        ["builtin:inspect@5"] = "8ba143489dc5b84d5a71169bda86ed1a0be4a68d3b69b59a03acc79eca843cf2",
        ["builtin:origin-check@1"] = "c3bab5e265b7f9bfdc3c84f8645fa4e23abfaf93b61fd1751b61960498474459",
        ["builtin:sbom@1 openlinux-1.0.0-alpha-x86_64.spdx.json"] = "5d24fc7c64884ae98d32e6f8a1a60f9b03d07ae378dd3240ca1ff16ac4d6fd2b",
        ["builtin:sbom@1 openlinux-1.0.0-alpha-x86_64.cdx.json"] = "ab9e94e2446f688c2ebdc8bf6201bf64973147ffcaf250547e734803af0e4901",
        ["builtin:unpack@1 gzip"] = "ecac10c385d4a01cc01210fe035398a43158933e49e644b45730fa25df2d13cb",
        ["builtin:unpack@1 bzip2"] = "ecac10c385d4a01cc01210fe035398a43158933e49e644b45730fa25df2d13cb",
        ["builtin:unpack@1 xz"] = "ecac10c385d4a01cc01210fe035398a43158933e49e644b45730fa25df2d13cb",
        ["builtin:unpack@1 zstd"] = "ecac10c385d4a01cc01210fe035398a43158933e49e644b45730fa25df2d13cb",
        ["builtin:patch@1"] = "87fe5de5e2d68cabb11306e55be050f3b0f4a8822b7d598d3cd62b7efdd7aeb5",
        ["builtin:git-checkout@1"] = "b07a224a0ce44cc9e1b78664ddb03b7fc00287b021d7c640b11c8517dfd71eda",
        ["builtin:tool-inspect@2"] = "75018106080302d12ca6dd67b5cdbcfbac19ca5a4493d62ce100cb5280198cc8",
        ["builtin:strip@2"] = "0a4f1da5bc98b64699f8a34be219f861b8a823211a61dc349a2ccebb53ef40ef",
        ["builtin:units@1"] = "0d484bb823bc9ae49c5be0bfa394cd22701b40a2e4cec936828dda74aa787975",
        ["builtin:toolchain@1"] = "a20a205bb54f1d43d3c90560d8fb646f768c3b6e9acd4a57e0c212251f312428",
        ["builtin:docker-tag@1"] = "9fbd3d80b4c747de0c838eb6d2930cc7fcbaa7302a2e695031f1ddb8299e5a82",
    };

    private readonly Workshop workshop = new();

    public void Dispose() => workshop.Dispose();

    [Fact]
    public async Task Bytes_change_only_together_with_the_version()
    {
        var made = (await RunAllAsync()).ToDictionary(NameOf, DigestOf);

        var unknown = made.Where(step => Recorded.GetValueOrDefault(step.Key) != step.Value).Select(step => $"[\"{step.Key}\"] = \"{step.Value}\",");
        unknown.Should().BeEmpty("what changed, and stands under a version that was recorded, wants a higher version in its Builtin; that is then recorded here");
        Recorded.Keys.Should().NotBeEmpty().And.BeSubsetOf(made.Keys, "what is no more made needs no record");
    }

    [Fact]
    public async Task Every_step_of_this_process_is_among_them()
    {
        var all = new[] { typeof(Builtin), typeof(RootfsArchive), typeof(UnpackStep), typeof(SbomStep), typeof(ImagePusher), typeof(OciImage), typeof(ImageActions), typeof(OpenLinux.Host.Lifetime.BuildContext) }
            .SelectMany(known => known.Assembly.GetTypes())
            .Where(type => type.IsSubclassOf(typeof(Builtin)) && !type.IsAbstract);

        (await RunAllAsync()).Select(outcome => outcome.Spec.Builtin!.GetType()).Distinct().Should().BeEquivalentTo(all);
    }

    /// <summary>By its program, and where that does several things, by which.</summary>
    private static string NameOf(ActionOutcome outcome) => outcome.Spec.Mnemonic is "LayerTar" or "Sbom" or "Unpack"
        ? $"{outcome.Spec.Builtin!.Program} {outcome.Spec.Label}"
        : outcome.Spec.Builtin!.Program;

    private static string DigestOf(ActionOutcome outcome) =>
        Digest.OfUtf8($"{MerkleTree.Of(outcome.Outputs).RootDigest}\n{outcome.Stdout}").Hash;

    private async Task<List<ActionOutcome>> RunAllAsync()
    {
        using var services = workshop.Open();
        var engine = services.Engine;
        var files = await FilesAsync(services.Store);
        var tarball = await services.Store.PutAsync(Faulty().Gzip());
        List<ActionSpec> specs =
        [
            RootfsArchive.Pack(files, 1_700_000_000, "x86_64"),
            LayerArchive.Pack(files, 1_700_000_000, TarCompression.Gzip, "gzip"),
            LayerArchive.Pack(files, 1_700_000_000, TarCompression.Zstd, "zstd"),
            OciArchive.Pack(files, 1_700_000_000, "image"),
            RootfsContents.Read(await services.Store.PutAsync(TarBytes.Whole().Symlink("bin/link", "sh").HardLink("bin/hard", "bin/sh").Gzip()), "x86_64"),
            InspectionStep.Inspect(tarball, Policy, RootfsOrigins.Unknown),
            SbomStep.Spdx(Bills.Whole),
            SbomStep.CycloneDx(Bills.Whole),
            OriginCheck.Of("thing", "x86_64", files, new FileNode(await services.Store.PutAsync("src/thing.h\n"u8.ToArray()))),
            .. await UnpacksAsync(services.Store),
            await PatchAsync(services.Store),
            GitCheckout(),
            StripStep.Of("bin/program", new FileNode(await services.Store.PutAsync(SmallElf.Bytes()), FileNode.Executable), "x86_64"),
            UnitStep.Read("bin/program", new FileNode(await services.Store.PutAsync(SmallUnits.Bytes())), "x86_64"),
        ];
        foreach (var spec in specs)
        {
            await engine.RunAsync(spec, TestContext.Current.CancellationToken);
        }

        await InspectToolsAsync(services);
        await BringToolchainAsync(services);
        var image = new DockerImage(new OciDigest("id"), [], "linux", "amd64", [], Meant.Config, 0);
        var docker = new MemoryDocker(image);
        docker.Add(image);
        await new ImageActions(docker, engine, "x86_64", Meant, new DaemonImages(docker, [ImageReference.Parse("thing:1")]), new DaemonChanges(docker))
            .TagAsync(new OciDigest("id"), ImageReference.Parse("thing:1"), default);
        return [.. workshop.Reporter.Finished.Where(outcome => outcome.Spec.Mnemonic != "ToolInspect" || outcome.Spec.Label.EndsWith("/tool", StringComparison.Ordinal))];
    }

    private static ImageIntent Meant => ImageIntent.Of(
        Samples.Image.Config, "linux/amd64", [], new BuildStamp("1.0", "x86_64", null, IsDirty: false, DateTimeOffset.UnixEpoch));

    /// <summary>Of everything a little: what compresses and what does not, modes, links, long names.</summary>
    private static async Task<FileTree> FilesAsync(IContentStore store)
    {
        var noise = new byte[100_000];
        new Random(1).NextBytes(noise);
        for (var index = 0; index < noise.Length; index++)
        {
            noise[index] = index % 3000 < 1500 ? noise[index] : (byte)(index / 7);
        }

        var text = System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 5000).Select(line => $"line {line * 7919 % 1000}\n")));
        return FileTree.Empty
            .With("bin/program", new FileNode(await store.PutAsync(noise), FileNode.Executable))
            .With("bin/setuid", new FileNode(await store.PutAsync("su"u8.ToArray()), 0b100_111_101_101))
            .With("bin/link", new SymlinkNode("program"))
            .With("etc/text", new FileNode(await store.PutAsync(text)))
            .With("etc/empty", new FileNode(Digest.Empty))
            .With($"{new string('p', 160)}/{new string('n', 120)}", new FileNode(await store.PutAsync("long"u8.ToArray())))
            .With("tmp", new DirectoryNode(0b001_111_111_111));
    }

    /// <summary>Breaks a rule of each kind.</summary>
    private static TarBytes Faulty() => TarBytes.Whole()
        .File("bin/su", "su", 0b100_111_101_101)
        .File("etc/open", "", 0b110_110_110)
        .File("../escape", "")
        .Symlink("abs", "/etc/../../x")
        .Entry("dev/null", '3')
        .File("bin/sh", "#!", 0b111_101_101);

    private static InspectionPolicy Policy => Samples.Policy with { Required = ["/etc/passwd", "/etc/missing"], SearchPath = ["/bin", "nowhere"] };

    private async Task<IReadOnlyList<ActionSpec>> UnpacksAsync(IContentStore store)
    {
        workshop.Write("thing-1.0/configure", "#!/bin/sh\n");
        File.SetUnixFileMode(Path.Combine(workshop.Checkout, "thing-1.0/configure"), (UnixFileMode)FileNode.Executable);
        workshop.Write("thing-1.0/src/a.c", string.Concat(Enumerable.Range(0, 3000).Select(line => $"int x{line};\n")));
        File.Delete(Path.Combine(workshop.Checkout, "thing-1.0/link"));
        File.CreateSymbolicLink(Path.Combine(workshop.Checkout, "thing-1.0/link"), "src/a.c");
        var specs = new List<ActionSpec>();
        foreach (var compression in (string[])["gzip", "bzip2", "xz", "zstd"])
        {
            var path = Path.Combine(workshop.Root, compression);
            TestKit.Tool.Run("tar", ["-cf", path, $"--{compression}", "thing-1.0"], workshop.Checkout);
            specs.Add(UnpackStep.Of(new SourceArchive(compression, "", [], DebianPackage: null), await store.PutFileAsync(path)));
        }

        return specs;
    }

    /// <summary>A hunk that has moved, a file that comes and one that goes.</summary>
    private static async Task<ActionSpec> PatchAsync(IContentStore store)
    {
        var source = FileTree.Empty
            .With("src/a.c", new FileNode(await store.PutAsync("/* new */\nint one;\nint two;\n"u8.ToArray()), FileNode.Executable))
            .With("src/gone.c", new FileNode(await store.PutAsync("int gone;\n"u8.ToArray())));
        var patch = "--- a/a.c\n+++ b/a.c\n@@ -1,2 +1,2 @@\n int one;\n-int two;\n+int second;\n--- a/gone.c\n+++ /dev/null\n@@ -1 +0,0 @@\n-int gone;\n--- /dev/null\n+++ b/new.c\n@@ -0,0 +1 @@\n+int created;\n"u8;
        return PatchStep.Of("thing 1.0", source, "src", FileTree.Empty.With("1.patch", new FileNode(await store.PutAsync(patch.ToArray()))));
    }

    private ActionSpec GitCheckout()
    {
        workshop.Write("tree/lib/a.c", "int a;\n");
        workshop.Write("tree/lib/run.sh", "#!/bin/sh\n");
        TestKit.Tool.Run(
            "sh",
            ["-euc", "chmod +x lib/run.sh && ln -s a.c lib/link && git init -q && git add -A && git -c user.name=x -c user.email=x@example.org commit -qm x --date=@0"],
            Path.Combine(workshop.Checkout, "tree"));
        var commit = TestKit.Tool.Run("git", ["rev-parse", "HEAD"], Path.Combine(workshop.Checkout, "tree")).Trim();
        return new GitCheckout(new ProcessLauncher(), workshop.Checkout).Of(new ComponentSource(null, "tree", commit, "lib"));
    }

    private async Task BringToolchainAsync(EngineServices services)
    {
        using var fetcher = new SourceFetcher(services.Store, services.Launcher, new SilentReporter(), new SourceFetcherSettings(workshop.Cache));
        var toolchain = new SmallToolchain(Path.Combine(workshop.Cache, "sources")).WithPackages();
        await new PinnedToolchains(services.Engine, fetcher, services.FolderHereAsync).BringAsync(toolchain.Configuration, TestContext.Current.CancellationToken);
    }

    private async Task InspectToolsAsync(EngineServices services)
    {
        // The compiler's own result holds its folder, which is another in every run: the other tool's is compared.
        Directory.CreateDirectory(Path.Combine(workshop.Root, "include"));
        var compiler = workshop.Write("cc", $"#!/bin/sh\nif [ \"$1\" = -print-resource-dir ]; then echo {workshop.Root}; else echo cc 1; fi\n");
        var tool = workshop.Write("tool", "#!/bin/sh\necho 'LLVM:'\necho '  tool version 4.5'\n");
        foreach (var program in (string[])[compiler, tool])
        {
            File.SetUnixFileMode(program, (UnixFileMode)FileNode.Executable);
        }

        await new ToolchainLocator(services.Engine, services.Digester, services.Launcher).LocateAsync(
            new ToolchainConfiguration(compiler, tool, tool, tool, tool, tool, [], []), TestContext.Current.CancellationToken);
    }
}
