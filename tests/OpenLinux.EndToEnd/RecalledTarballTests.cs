using System.Text;
using OpenLinux.Archives;
using OpenLinux.Archives.Pieces;
using OpenLinux.Archives.Tar;
using OpenLinux.Configuration;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Building;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Storage;
using OpenLinux.Rootfs.Packing;
using OpenLinux.Rootfs.Vetting;
using OpenLinux.TestKit.Archives;
using OpenLinux.TestKit.Engine;
using OpenLinux.TestKit.Oci;
using OpenLinux.TestKit.Rootfs;

namespace OpenLinux.EndToEnd;

/// <summary>What is recalled of a tarball's parts, held against what is read from the tarball's start without memory.</summary>
public sealed class RecalledTarballTests : IDisposable
{
    private const string Secret = "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA0123456789abcdefghijklmnopqrstuv\n";

    private static readonly Lazy<byte[]> Program = new(() =>
        Programs.Static(source: "const char *volatile text; void _start(void){text = \"/home/user/project/lib/thing.c\";for(;;);}"));

    private static readonly SampleFiles Files = new(() =>
    [
        .. SampleFiles.Small(40, 40_000),
        ("usr/bin/large", [.. Program.Value, .. Contents.Of("mixture", 2_400_001, 1), .. Encoding.UTF8.GetBytes(Secret)]),
        ("usr/bin/program", Program.Value),
        ("usr/share/key", Encoding.UTF8.GetBytes(Secret)),
        ("usr/share/.wh.gone", []),
    ]);

    private readonly Workshop workshop = new();
    private readonly CacheFolder cache;
    private readonly BuiltinServices builtins;

    public RecalledTarballTests()
    {
        cache = new CacheFolder(workshop.Cache);
        var store = new FileContentStore(cache);
        builtins = new BuiltinServices(store, new StepMemory(new FileActionCache(cache, store), isRead: true), Parallel: 2);
        Files.WriteTo(workshop, "tree");
    }

    public static TheoryData<string> Edits => [.. Edit.Keys];

    private static Dictionary<string, Func<FileTree, FileNode, FileTree>> Edit { get; } = new()
    {
        ["a file's content"] = (tree, other) => tree.With("usr/share/part2/file025", other),
        ["a file more, first of all"] = (tree, other) => tree.With("a", other),
        ["a file more, last of all"] = (tree, other) => tree.With("z", other),
        ["a mode"] = (tree, _) => tree.With("usr/share/part1/file012", (FileNode)tree.Nodes["usr/share/part1/file012"] with { Mode = 0b100_111_101_111 }),
        ["a name"] = (tree, _) => tree.Where((path, _) => path != "usr/bin/program").With("usr/bin/renamed", tree.Nodes["usr/bin/program"]),
        ["the shell"] = (tree, _) => tree.Where((path, _) => path != "bin/sh"),
        ["where the shell leads"] = (tree, _) => tree.With("bin/sh", new SymlinkNode("../usr/share/key")),
        ["what a folder was"] = (tree, other) => tree.Where((path, _) => !path.StartsWith("usr/share/part3/", StringComparison.Ordinal)).With("usr/share/part3", other),
        ["the large file"] = (tree, other) => tree.With("usr/bin/large", other),
        ["nothing"] = (tree, _) => tree,
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public async Task After_an_edit_both_ways_say_the_same_of_all(string edit)
    {
        using var services = workshop.Open();
        var other = new FileNode(await services.Store.PutAsync((byte[])[.. Contents.Of("text", 30_000, 99), .. Program.Value]));
        await LookAsync(services, await PackAsync(services, Tree(services)));

        var changed = await PackAsync(services, Edit[edit](Tree(services), other));
        var recalled = await LookAsync(services, changed);

        recalled.Should().Be(await WithoutMemoryAsync(changed));
    }

    [Fact]
    public async Task After_an_edit_one_part_is_unpacked_and_the_others_are_recalled()
    {
        using var services = workshop.Open();
        await LookAsync(services, await PackAsync(services, Tree(services)));
        var changed = await PackAsync(services, Tree(services).With("usr/share/part2/file025", new FileNode(Digest.Empty)));
        var scan = new CountingScan();
        var before = await Parts(await PackAsync(services, Tree(services)), scan).TryReadAsync(default);
        var all = Interlocked.Exchange(ref scan.Count, 0);

        var after = await Parts(changed, scan).TryReadAsync(default);

        before!.Findings.Should().HaveCount(all).And.HaveCountGreaterThan(3);
        after!.Findings.Should().HaveCountGreaterThan(3);
        scan.Count.Should().BeInRange(1, 2);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public async Task However_many_threads_there_are_the_answer_is_the_same(int threads)
    {
        using var services = workshop.Open(jobs: threads);
        var tarball = await PackAsync(services, Tree(services));

        var said = await LookAsync(services, tarball);

        said.Should().Be(await WithoutMemoryAsync(tarball));
        said.Should().Contain("OL416").And.Contain("OL437").And.Contain("OL438");
    }

    [Fact]
    public async Task A_pattern_that_is_new_in_the_policy_is_looked_for_in_what_is_known()
    {
        using var services = workshop.Open();
        var tarball = await PackAsync(services, Tree(services));
        await LookAsync(services, tarball);
        var stricter = Policy with
        {
            Vetting = Policy.Vetting with { Secrets = [Policy.Vetting.Secrets[0] with { Name = "line", Expression = "line 1 of" }, .. Policy.Vetting.Secrets] },
        };

        var said = await LookAsync(services, tarball, stricter);

        said.Should().Contain("(line)").And.Be(await WithoutMemoryAsync(tarball, stricter));
    }

    [Fact]
    public async Task A_rule_that_changes_judges_what_is_known_anew()
    {
        using var services = workshop.Open();
        var tarball = await PackAsync(services, Tree(services));
        await LookAsync(services, tarball);
        var other = Policy.With("secrets", RuleLevel.Warn).With("static", RuleLevel.Off) with { Required = ["/etc/nowhere"] };

        (await LookAsync(services, tarball, other)).Should().Be(await WithoutMemoryAsync(tarball, other)).And.Contain("/etc/nowhere");
    }

    [Fact]
    public async Task What_unpacks_to_more_than_the_limits_bear_is_refused_as_it_is_without_memory()
    {
        using var services = workshop.Open();
        var tarball = await PackAsync(services, Tree(services));
        await LookAsync(services, tarball);
        var limits = Policy.Limits with { UnpackedBytes = 1_500_000 };
        var limited = Policy with { Vetting = Policy.Vetting with { Limits = limits }, Limits = limits };

        (await LookAsync(services, tarball, limited)).Should().Be(await WithoutMemoryAsync(tarball, limited)).And.Contain("OL414");
    }

    [Theory]
    [InlineData(5)]
    [InlineData(300_000)]
    [InlineData(-300_000)]
    [InlineData(-3)]
    public async Task A_byte_that_the_disk_has_changed_is_seen(int offset)
    {
        using var services = workshop.Open();
        var tarball = await PackAsync(services, Tree(services));
        await LookAsync(services, tarball);
        var path = workshop.BlobPath(tarball);
        var bytes = File.ReadAllBytes(path);
        bytes[offset < 0 ? bytes.Length + offset : offset] ^= 1;
        File.Delete(path);
        File.WriteAllBytes(path, bytes);

        (await Parts(tarball, new CountingScan()).TryReadAsync(default)).Should().BeNull();
    }

    [Fact]
    public async Task A_tarball_of_others_is_read_from_its_start()
    {
        using var services = workshop.Open();
        var tarball = await services.Store.PutAsync(TarBytes.Whole().File("usr/share/key", Secret).HardLink("bin/hard", "bin/sh").Gzip());

        (await Parts(tarball, new CountingScan()).TryReadAsync(default)).Should().BeNull();
        (await LookAsync(services, tarball)).Should().Contain("OL438");
    }

    [Fact]
    public async Task A_note_that_says_what_is_not_so_is_not_believed()
    {
        using var services = workshop.Open();
        var tarball = await PackAsync(services, Tree(services));
        var whole = (await PackedPieces.FindAsync(tarball, builtins, default))!;
        List<PackedPiece[]> lies =
        [
            [.. whole.Pieces.Skip(1)],
            [whole.Pieces[1], whole.Pieces[0], .. whole.Pieces.Skip(2)],
            [whole.Pieces[0] with { Crc = 1 }, .. whole.Pieces.Skip(1)],
            [whole.Pieces[0] with { Length = whole.Pieces[0].Length - 512 }, .. whole.Pieces.Skip(1)],
            [.. whole.Pieces.Select(piece => piece with { Continues = false })],
        ];
        foreach (var lie in lies)
        {
            await new PackedPieces(whole.Tar, lie).KeepAsync(tarball, builtins, default);

            (await Parts(tarball, new CountingScan()).TryReadAsync(default)).Should().BeNull();
        }
    }

    /// <summary>A reader of gzip ends there, however right what comes before and after is.</summary>
    [Fact]
    public async Task A_piece_that_ends_the_stream_is_seen()
    {
        using var services = workshop.Open();
        var packed = await PackAsync(services, FileTree.Empty.With("file", new FileNode(await services.Store.PutAsync("text"u8.ToArray()))));
        var whole = (await PackedPieces.FindAsync(packed, builtins, default))!;
        var bytes = (await services.Store.ReadAsync(packed))!;
        bytes[GzipPieces.MemberHeader.Length] |= 1;
        var ending = await services.Store.PutAsync(bytes);
        var piece = whole.Pieces[0] with { Compressed = Digest.Of(bytes.AsSpan(GzipPieces.MemberHeader.Length, (int)whole.Pieces[0].Compressed.SizeBytes)) };
        await new PackedPieces(whole.Tar, [piece]).KeepAsync(ending, builtins, default);

        (await Parts(ending, new CountingScan()).TryReadAsync(default)).Should().BeNull();
        (await Parts(packed, new CountingScan()).TryReadAsync(default)).Should().NotBeNull();
    }

    [Fact]
    public void An_entry_is_kept_as_it_is_whatever_its_name()
    {
        var entry = new TarEntry("caf\u00e9/\udce9", TarEntryType.HardLink, 0b111_101_101, 1L << 40, "\ud83d\ude00\udcff")
        {
            UnpackedBytes = 1L << 41,
            Uid = 1 << 30,
            Gid = 7,
            Modified = -1,
            HasCapabilities = true,
        };
        using var kept = new MemoryStream();
        using (var writer = new BinaryWriter(kept, Encoding.UTF8, leaveOpen: true))
        {
            TarEntryRecord.Write(writer, entry);
        }

        kept.Position = 0;

        TarEntryRecord.Read(new BinaryReader(kept)).Should().Be(entry);
    }

    public void Dispose()
    {
        cache.Dispose();
        workshop.Dispose();
    }

    private static InspectionPolicy Policy => Samples.Strict with { Required = [], SearchPath = [], Entrypoint = [] };

    private TarballParts Parts(Digest tarball, CountingScan scan) =>
        new(tarball, ArchiveLimits.Default, "test", () => scan, builtins);

    private FileTree Tree(EngineServices services) => services.Digester.TreeOf(Path.Combine(workshop.Checkout, "tree"))
        .With("bin/sh", new SymlinkNode("../usr/bin/program"))
        .With("tmp", new DirectoryNode(0b1_111_111_111));

    private static async Task<Digest> PackAsync(EngineServices services, FileTree tree) =>
        RootfsArchive.Of(await services.Engine.RunAsync(RootfsArchive.Pack(tree, 0, "x86_64"), TestContext.Current.CancellationToken)).Content;

    /// <returns>All that the inspection and the papers' reader say.</returns>
    private static async Task<string> LookAsync(EngineServices services, Digest tarball, InspectionPolicy? policy = null)
    {
        var inspected = await services.Engine.RunAsync(
            InspectionStep.Inspect(tarball, policy ?? Policy, RootfsOrigins.Unknown), TestContext.Current.CancellationToken);
        var read = await services.Engine.RunAsync(RootfsContents.Read(tarball, "x86_64"), TestContext.Current.CancellationToken);
        return $"{inspected.Stdout}\n{read.Stdout}";
    }

    private async Task<string> WithoutMemoryAsync(Digest tarball, InspectionPolicy? policy = null)
    {
        using var services = workshop.Open(useCache: false);
        return await LookAsync(services, tarball, policy);
    }

    private sealed class CountingScan : IPartScan
    {
        public int Count;

        public byte[] Read(TarReader entries, CancellationToken cancellation)
        {
            Interlocked.Increment(ref Count);
            while (entries.Next() is not null)
            {
            }

            return [];
        }
    }
}
