using OpenLinux.Archives.Compression;
using OpenLinux.Archives.Pieces;
using OpenLinux.Archives.Tar;
using OpenLinux.Common.Errors;
using OpenLinux.Engine.Building;
using OpenLinux.Engine.Content;
using OpenLinux.Rootfs.Packing;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Archives;
using OpenLinux.TestKit.Engine;

namespace OpenLinux.Tests.Archives;

/// <summary>The compressed tar of a folder of many small files and some large ones, packed by the engine.</summary>
public sealed class GzipTarTests : IDisposable
{
    private const string Folder = "tree";

    private static readonly byte[] LargeAndEven = Contents.Of("text", 2 * PieceSize.Small.Most, 2);

    private static readonly SampleFiles Files = new(() =>
    [
        .. SampleFiles.Small(80, 30_000),
        ("large", Contents.Of("mixture", (2 * PieceSize.Small.Most) + 100_001, 1)),
        ("large-and-even", LargeAndEven),
        ("empty", []),
    ]);

    private readonly Workshop workshop = new();

    public GzipTarTests() => Files.WriteTo(workshop, Folder);

    public void Dispose() => workshop.Dispose();

    [Fact]
    public async Task The_bytes_hang_neither_on_the_number_of_threads_nor_on_what_was_kept()
    {
        var expected = await PackAsync("cold-1", 1);

        (await PackAsync("cold-2", 2)).Should().Be(expected);
        (await PackAsync("cold-8", 8)).Should().Be(expected);
        (await PackAsync("cold-8", 8, useCache: false)).Should().Be(expected);
        DropResults("cold-8");
        (await PackAsync("cold-8", 3)).Should().Be(expected, "all pieces are kept");
    }

    [Fact]
    public async Task Every_reader_takes_it_and_finds_the_tar_that_was_there_without_it()
    {
        var tarball = await PackAsync("cache", 2);
        var path = Path.Combine(workshop.Root, "x.tar.gz");
        File.Copy(BlobPath("cache", tarball.Content), path);

        Tool.Run("gzip", ["-t", path]);
        Tool.Run("python3", ["-c", "import gzip,sys,hashlib; print(hashlib.sha256(gzip.open(sys.argv[1]).read()).hexdigest())", path])
            .Trim().Should().Be(tarball.DiffId.Hash);
        Tool.Run("sh", ["-c", $"cd {workshop.Root} && mkdir out && tar -xzf {path} -C out && diff -r {workshop.Checkout}/{Folder} out"]);
        (await PlainAsync()).Hash.Should().Be(tarball.DiffId.Hash);
    }

    [Fact]
    public async Task A_kept_piece_that_was_damaged_is_made_again()
    {
        var expected = await PackAsync("cache", 2);
        DropResults("cache");
        foreach (var blob in Blobs("cache"))
        {
            Workshop.Damage(blob);
        }

        (await PackAsync("cache", 2)).Should().Be(expected);
    }

    [Fact]
    public async Task A_note_of_another_piece_is_not_believed()
    {
        var expected = await PackAsync("cache", 2);
        var notes = Directory.GetFiles(Path.Combine(workshop.Root, "cache/ac"), "*", SearchOption.AllDirectories);
        foreach (var note in notes.Skip(1))
        {
            File.Copy(notes[0], note, overwrite: true);
        }

        (await PackAsync("cache", 2)).Should().Be(expected);
    }

    [Fact]
    public async Task A_changed_file_is_compressed_and_little_else()
    {
        await PackAsync("cache", 2);
        var before = Blobs("cache").ToHashSet();
        WriteFile("usr/share/part5/file050", Contents.Of("text", 12_345, 99));

        var changed = await PackAsync("cache", 2);

        // Apart from the tarball and the action's messages.
        var pieces = Blobs("cache").Except(before).Select(path => new FileInfo(path).Length).Where(length => length > 20_000 && length < 2 * PieceSize.Small.Most).ToList();
        pieces.Should().HaveCountLessThanOrEqualTo(3);
        (await PackAsync("elsewhere", 1)).Should().Be(changed);
    }

    [Fact]
    public void A_file_that_comes_moves_the_cuts_near_it_alone()
    {
        var tree = FileTree.Of(Enumerable.Range(0, 2_000)
            .Select(index => KeyValuePair.Create<string, TreeNode>($"f{index:d5}", new FileNode(new Digest(new string('a', 64), 20_000)))));
        var more = tree.With("f00100a", new FileNode(new Digest(new string('b', 64), 20_000)));

        var known = Pieces(tree).ToHashSet();
        Pieces(more).Count(piece => !known.Contains(piece)).Should().BeInRange(1, 6);
        known.Should().HaveCountGreaterThan(30);

        static IEnumerable<string> Pieces(FileTree tree)
        {
            var entries = TarEntries.Of(tree);
            return TarPiece.Of(entries, PieceSize.Small).Select(piece => string.Join(' ', entries.Skip(piece.First).Take(piece.Count).Select(entry => entry.Key)));
        }
    }

    [Fact]
    public async Task Files_of_the_work_tree_are_read_where_they_are()
    {
        await PackAsync("cache", 2);

        File.Exists(BlobPath("cache", Digest.Of(LargeAndEven))).Should().BeFalse();
    }

    [Theory]
    [InlineData("large")]
    [InlineData("usr/share/part5/file050")]
    public async Task A_file_that_was_written_to_after_it_was_looked_at_is_refused(string path)
    {
        using var services = Open("cache", 2);
        var tree = services.Digester.TreeOf(Path.Combine(workshop.Checkout, Folder));
        var file = Path.Combine(workshop.Checkout, Folder, path);
        var bytes = File.ReadAllBytes(file);
        bytes[^1] ^= 1;
        File.WriteAllBytes(file, bytes);

        var packing = () => services.Engine.RunAsync(RootfsArchive.Pack(tree, 0, "x86_64"), TestContext.Current.CancellationToken);

        (await packing.Should().ThrowAsync<BuildException>()).Which.Code.Id.Should().Be("OL305");
    }

    [Fact]
    public async Task Cancelled_in_the_middle_it_leaves_nothing_behind()
    {
        using var cancel = new CancellationTokenSource();
        using var services = Open("cache", 2);
        var tree = services.Digester.TreeOf(Path.Combine(workshop.Checkout, Folder));
        var packing = services.Engine.RunAsync(RootfsArchive.Pack(tree, 0, "x86_64"), cancel.Token);
        await Task.Delay(20, TestContext.Current.CancellationToken);
        await cancel.CancelAsync();

        try
        {
            await packing;
        }
        catch (OperationCanceledException)
        {
            // Where it was quicker than the cancellation, as little may be left.
        }

        Directory.GetFiles(Path.Combine(workshop.Root, "cache/tmp"), "*", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) != "lock").Should().BeEmpty();
    }

    private void WriteFile(string path, byte[] content)
    {
        var full = workshop.Write($"{Folder}/{path}", "");
        File.WriteAllBytes(full, content);
    }

    private EngineServices Open(string cache, int parallel, bool useCache = true) => EngineServices.Open(
        new EngineOptions
        {
            CacheDirectory = Path.Combine(workshop.Root, cache),
            StatCachePath = Path.Combine(workshop.Root, "stat"),
            FailedDirectory = workshop.Failed,
            UseCache = useCache,
            MaxParallel = parallel,
        },
        workshop.Reporter);

    private async Task<RootfsTarball> PackAsync(string cache, int parallel, bool useCache = true)
    {
        using var services = Open(cache, parallel, useCache);
        var tree = services.Digester.TreeOf(Path.Combine(workshop.Checkout, Folder));
        return RootfsArchive.Of(await services.Engine.RunAsync(RootfsArchive.Pack(tree, 0, "x86_64"), TestContext.Current.CancellationToken));
    }

    /// <summary>As the tar is written that is not compressed, entry by entry.</summary>
    private async Task<Digest> PlainAsync()
    {
        using var services = Open("plain", 1);
        var tree = services.Digester.TreeOf(Path.Combine(workshop.Checkout, Folder));
        foreach (var path in tree.Nodes.Keys)
        {
            await services.Store.PutFileAsync(Path.Combine(workshop.Checkout, Folder, path), TestContext.Current.CancellationToken);
        }

        using var tar = new TarWriter(Stream.Null, 0);
        return await tar.WriteAsync(tree, services.Store, TestContext.Current.CancellationToken);
    }

    private string BlobPath(string cache, Digest digest) => Path.Combine(workshop.Root, cache, "cas", digest.Hash[..2], digest.Hash);

    private string[] Blobs(string cache) => Directory.GetFiles(Path.Combine(workshop.Root, cache, "cas"), "*", SearchOption.AllDirectories);

    /// <summary>Leaves the pieces, whose notes are no results of steps: those of steps name their output.</summary>
    private void DropResults(string cache)
    {
        var dropped = 0;
        foreach (var path in Directory.GetFiles(Path.Combine(workshop.Root, cache, "ac"), "*", SearchOption.AllDirectories))
        {
            if (File.ReadAllText(path).Contains(RootfsArchive.FileName, StringComparison.Ordinal))
            {
                File.Delete(path);
                dropped++;
            }
        }

        dropped.Should().Be(1);
    }
}
