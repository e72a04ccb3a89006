using System.Text;
using OpenLinux.Common.Errors;
using OpenLinux.Common.Files;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Storage;
using OpenLinux.TestKit.Engine;

namespace OpenLinux.Tests.Engine;

public sealed class FileContentStoreTests : IDisposable
{
    private readonly Workshop workshop = new();
    private readonly CacheFolder cache;
    private readonly FileContentStore store;

    public FileContentStoreTests()
    {
        cache = new CacheFolder(workshop.Cache);
        store = new FileContentStore(cache);
    }

    [Fact]
    public async Task A_blob_reads_back_and_is_found_by_its_hash()
    {
        var digest = await store.PutAsync("content"u8.ToArray());

        (await store.ReadAsync(digest)).Should().Equal("content"u8.ToArray());
        (await store.FindAsync(digest.Hash)).Should().Be(digest);
        digest.Should().Be(Digest.OfUtf8("content"));
    }

    [Fact]
    public async Task A_damaged_blob_reads_as_absent()
    {
        var digest = await store.PutAsync("content"u8.ToArray());
        Workshop.Damage(workshop.BlobPath(digest));

        (await store.ReadAsync(digest)).Should().BeNull();

        File.Exists(workshop.BlobPath(digest)).Should().BeFalse("a damaged blob is dropped");
        await store.PutAsync("content"u8.ToArray());
        (await store.ReadAsync(digest)).Should().Equal("content"u8.ToArray());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_put_is_whole_whatever_has_become_of_it_since_an_earlier_run(bool isFile)
    {
        var source = Path.Combine(workshop.Root, "source");
        await File.WriteAllTextAsync(source, "content");
        var digest = await store.PutFileAsync(source);
        Workshop.Damage(workshop.BlobPath(digest));
        var next = new FileContentStore(cache);

        await (isFile ? next.PutFileAsync(source) : next.PutAsync("content"u8.ToArray()));

        (await next.ReadAsync(digest)).Should().Equal("content"u8.ToArray());
    }

    [Fact]
    public async Task A_truncated_blob_is_not_contained()
    {
        var digest = await store.PutAsync("content"u8.ToArray());
        File.Delete(workshop.BlobPath(digest));
        await File.WriteAllTextAsync(workshop.BlobPath(digest), "con");

        (await store.ContainsAsync(digest)).Should().BeFalse();
    }

    [Theory]
    [InlineData(7)]
    [InlineData(3_000_000)]
    public async Task A_damaged_blob_is_never_written_to_a_file(int size)
    {
        var digest = await store.PutAsync(new byte[size]);
        Workshop.Damage(workshop.BlobPath(digest));
        var target = Path.Combine(workshop.Root, "out");

        (await store.WriteToAsync(digest, target, FileNode.Regular)).Should().BeFalse();

        Directory.EnumerateFiles(workshop.Root).Should().BeEmpty("neither the file nor a temporary one is left");
    }

    [Theory]
    [InlineData(7)]
    [InlineData(3_000_000)]
    public async Task A_file_goes_in_and_comes_out_with_the_mode_asked_for(int size)
    {
        var source = Path.Combine(workshop.Root, "source");
        await File.WriteAllBytesAsync(source, new byte[size]);
        var digest = await store.PutFileAsync(source);
        var target = Path.Combine(workshop.Root, "target");
        await File.WriteAllTextAsync(target, "was here before");

        (await store.WriteToAsync(digest, target, Convert.ToInt32("4750", 8))).Should().BeTrue();

        (await File.ReadAllBytesAsync(target)).Should().Equal(new byte[size]);
        ((int)File.GetUnixFileMode(target)).Should().Be(Convert.ToInt32("4750", 8));
        File.Exists(source).Should().BeTrue();
    }

    [Fact]
    public async Task The_empty_blob_is_always_there()
    {
        (await store.ContainsAsync(Digest.Empty)).Should().BeTrue();
        (await store.ReadAsync(Digest.Empty)).Should().BeEmpty();
        (await store.WriteToAsync(Digest.Empty, Path.Combine(workshop.Root, "empty"), FileNode.Regular)).Should().BeTrue();
    }

    [Fact]
    public async Task A_hash_that_is_a_path_finds_nothing()
    {
        (await store.FindAsync("../../../../../../../../../../etc/passwd")).Should().BeNull();
        (await store.ReadAsync(new Digest("../../etc/passwd", 1))).Should().BeNull();
    }

    [Fact]
    public async Task Writers_at_the_same_time_leave_every_blob_whole()
    {
        var blobs = Enumerable.Range(0, 40).Select(index => Encoding.UTF8.GetBytes(new string((char)('a' + index), 50_000))).ToList();
        using var other = new CacheFolder(workshop.Cache);
        var stores = new[] { store, new FileContentStore(other) };

        await Parallel.ForEachAsync(Enumerable.Range(0, 8), async (worker, cancellation) =>
        {
            foreach (var blob in blobs)
            {
                var digest = await stores[worker % 2].PutAsync(blob, cancellation);
                (await stores[(worker + 1) % 2].ReadAsync(digest, cancellation)).Should().Equal(blob);
            }
        });

        Directory.EnumerateFiles(Path.Combine(workshop.Cache, "cas"), "*", SearchOption.AllDirectories).Should().HaveCount(40);
    }

    [Fact]
    public async Task A_killed_writer_leaves_whole_blobs_and_its_leftovers_are_cleared()
    {
        for (var round = 0; round < 3; round++)
        {
            using var writer = CacheWriter.Start(workshop.Cache);
            await writer.WaitForBlobsAsync(workshop.Cache, (round + 1) * 20);
            writer.Kill();
        }

        Directory.EnumerateDirectories(Path.Combine(workshop.Cache, "tmp")).Should().NotBeEmpty("a killed process cannot clear up");
        var blobs = Directory.EnumerateFiles(Path.Combine(workshop.Cache, "cas"), "*", SearchOption.AllDirectories).ToList();
        blobs.Should().HaveCountGreaterThan(20);
        blobs.Should().NotBeEmpty().And.OnlyContain(blob => Digest.Of(File.ReadAllBytes(blob)).Hash == Path.GetFileName(blob));

        await store.PutAsync("the next build"u8.ToArray());

        Directory.EnumerateDirectories(Path.Combine(workshop.Cache, "tmp")).Should().ContainSingle("only this process's own is left");
    }

    [Fact]
    public async Task A_cache_folder_that_is_a_file_is_named_with_what_to_do()
    {
        await File.WriteAllTextAsync(workshop.Cache, "not a folder");

        var put = async () => await store.PutAsync("content"u8.ToArray());

        var failure = (await put.Should().ThrowAsync<BuildException>()).Which;
        failure.Code.Should().Be(CommonErrors.CacheUnusable);
        failure.Subject.Should().Be(workshop.Cache);
        failure.Fix.Should().Contain("--cache-dir");
    }

    [Fact]
    public void A_full_device_is_told_as_such()
    {
        var write = () => File.WriteAllText("/dev/full", "one byte too many");
        var fault = write.Should().Throw<IOException>().Which;

        StorageFaults.Translate(fault, workshop.Cache).Code.Should().Be(CommonErrors.DiskFull);
    }

    public static TheoryData<Exception> TooManyOpenFiles =>
        [new IOException("Too many open files", 24), new IOException("Too many open files in system", 23), new System.ComponentModel.Win32Exception(24)];

    [Theory]
    [MemberData(nameof(TooManyOpenFiles), DisableDiscoveryEnumeration = true)]
    public void Too_many_open_files_are_told_as_such(Exception fault)
    {
        var failure = StorageFaults.Translate(fault, workshop.Cache);

        failure.Code.Should().Be(CommonErrors.TooManyOpenFiles);
        failure.Fix.Should().Contain("ulimit -n 1024");
    }

    public void Dispose()
    {
        cache.Dispose();
        workshop.Dispose();
    }
}
