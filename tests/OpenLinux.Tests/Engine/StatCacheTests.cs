using OpenLinux.Engine.Content;
using OpenLinux.TestKit.Engine;

namespace OpenLinux.Tests.Engine;

public sealed class StatCacheTests : IDisposable
{
    private readonly Workshop workshop = new();
    private readonly ShiftedTime clock = new();

    private string StorePath => Path.Combine(workshop.Checkout, ".cache/stat");

    [Fact]
    public void A_file_changed_within_the_tick_in_which_it_was_read_is_read_again()
    {
        var file = workshop.Write("a.c", "one");
        var stamp = File.GetLastWriteTimeUtc(file);
        using var cache = new StatCache(StorePath);
        cache.DigestOf(file).Should().Be(Digest.OfUtf8("one"));

        ReplaceInPlace(file, "two", stamp);

        cache.DigestOf(file).Should().Be(Digest.OfUtf8("two"));
        cache.Save();
        using var next = new StatCache(StorePath);
        next.DigestOf(file).Should().Be(Digest.OfUtf8("two"));
    }

    [Fact]
    public void An_old_unchanged_file_is_not_read_again_not_even_in_the_next_run()
    {
        var file = workshop.Write("a.c", "one");
        clock.Offset = TimeSpan.FromSeconds(10);
        using (var cache = new StatCache(StorePath, clock))
        {
            cache.DigestOf(file);
        }

        using var next = new StatCache(StorePath, clock);
        using var unreadable = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        next.DigestOf(file).Should().Be(Digest.OfUtf8("one"), "it is answered although nobody can open the file");
    }

    [Fact]
    public void A_changed_file_is_read_again()
    {
        var file = workshop.Write("a.c", "one");
        clock.Offset = TimeSpan.FromSeconds(10);
        using (var cache = new StatCache(StorePath, clock))
        {
            cache.DigestOf(file);
        }

        workshop.Write("a.c", "two");

        using var next = new StatCache(StorePath, clock);
        next.DigestOf(file).Should().Be(Digest.OfUtf8("two"));
    }

    [Fact]
    public void A_file_replaced_by_one_of_the_same_size_and_time_is_read_again()
    {
        var file = workshop.Write("a.c", "one");
        clock.Offset = TimeSpan.FromSeconds(10);
        using var cache = new StatCache(StorePath, clock);
        cache.DigestOf(file);
        var other = workshop.Write("b.c", "two");
        File.SetLastWriteTimeUtc(other, File.GetLastWriteTimeUtc(file));

        File.Move(other, file, overwrite: true);

        cache.DigestOf(file).Should().Be(Digest.OfUtf8("two"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(60)]
    public void A_damaged_store_reads_as_empty(int keep)
    {
        var file = workshop.Write("a.c", "one");
        clock.Offset = TimeSpan.FromSeconds(10);
        using (var cache = new StatCache(StorePath, clock))
        {
            cache.DigestOf(file);
        }

        File.WriteAllBytes(StorePath, File.ReadAllBytes(StorePath)[..keep]);

        using var next = new StatCache(StorePath, clock);
        next.DigestOf(file).Should().Be(Digest.OfUtf8("one"));
    }

    [Fact]
    public void Nothing_is_written_where_nothing_changed()
    {
        var file = workshop.Write("a.c", "one");
        clock.Offset = TimeSpan.FromSeconds(10);
        using (var cache = new StatCache(StorePath, clock))
        {
            cache.DigestOf(file);
        }

        var bytes = File.ReadAllBytes(StorePath);
        File.Delete(StorePath);
        File.WriteAllBytes(StorePath, bytes);
        var written = File.GetLastWriteTimeUtc(StorePath);
        using (var next = new StatCache(StorePath, clock))
        {
            next.DigestOf(file);
        }

        File.GetLastWriteTimeUtc(StorePath).Should().Be(written);
    }

    [Fact]
    public void A_folder_is_told_with_links_empty_folders_and_modes_of_two_kinds()
    {
        var script = workshop.Write("tree/bin/run", "#!/bin/sh\n");
        File.SetUnixFileMode(script, (UnixFileMode)Convert.ToInt32("0700", 8));
        var plain = workshop.Write("tree/.hidden", "x");
        File.SetUnixFileMode(plain, (UnixFileMode)Convert.ToInt32("0600", 8));
        File.CreateSymbolicLink(Path.Combine(workshop.Checkout, "tree/loop"), "../tree");
        Directory.CreateDirectory(Path.Combine(workshop.Checkout, "tree/empty"));
        using var cache = new StatCache(StorePath);

        var tree = cache.TreeOf(Path.Combine(workshop.Checkout, "tree"));

        tree.Nodes.Should().Equal(new Dictionary<string, TreeNode>
        {
            [".hidden"] = new FileNode(Digest.OfUtf8("x")),
            ["bin/run"] = new FileNode(Digest.OfUtf8("#!/bin/sh\n"), FileNode.Executable),
            ["empty"] = new DirectoryNode(),
            ["loop"] = new SymlinkNode("../tree"),
        });
    }

    [Fact]
    public void What_is_not_there_is_said_to_be_missing()
    {
        using var cache = new StatCache(StorePath);

        cache.Invoking(it => it.DigestOf("/nowhere/a.c")).Should().Throw<FileNotFoundException>();
        cache.Invoking(it => it.TreeOf("/nowhere")).Should().Throw<DirectoryNotFoundException>();
    }

    [Fact]
    public async Task Many_threads_may_ask_at_once()
    {
        var files = Enumerable.Range(0, 50).Select(index => workshop.Write($"{index}.c", $"{index}")).ToList();
        using var cache = new StatCache(StorePath);

        await Parallel.ForEachAsync(Enumerable.Range(0, 8), (_, _) =>
        {
            files.Select(cache.DigestOf).Should().Equal(Enumerable.Range(0, 50).Select(index => Digest.OfUtf8($"{index}")));
            return ValueTask.CompletedTask;
        });
    }

    public void Dispose() => workshop.Dispose();

    /// <summary>Same inode, same size, same modification time.</summary>
    private static void ReplaceInPlace(string file, string text, DateTime stamp)
    {
        using (var stream = new FileStream(file, FileMode.Open, FileAccess.Write))
        {
            stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
        }

        File.SetLastWriteTimeUtc(file, stamp);
    }

    private sealed class ShiftedTime : TimeProvider
    {
        public TimeSpan Offset { get; set; }

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UtcNow + Offset;
    }
}
