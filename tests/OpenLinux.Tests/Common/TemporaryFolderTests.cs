using OpenLinux.Common.Files;
using OpenLinux.TestKit.Engine;
using OpenLinux.Tests.Engine;

namespace OpenLinux.Tests.Common;

public sealed class TemporaryFolderTests : IDisposable
{
    private readonly Workshop workshop = new();

    private string Parent => Path.Combine(workshop.Root, "tmp");

    [Fact]
    public void It_goes_with_all_that_is_in_it()
    {
        using (var temporary = TemporaryFolder.In(Parent))
        {
            Directory.CreateDirectory(temporary.PathOf("locked"));
            File.WriteAllText(temporary.PathOf("locked/file"), "");
            File.SetUnixFileMode(temporary.PathOf("locked"), UnixFileMode.UserRead);
        }

        Directory.EnumerateFileSystemEntries(Parent).Should().BeEmpty();
    }

    [Fact]
    public void It_is_this_users_alone()
    {
        using var temporary = new TemporaryFolder();

        ((int)File.GetUnixFileMode(temporary.Path)).Should().Be(0b111_000_000);
        Path.GetDirectoryName(temporary.Path).Should().Be(Path.TrimEndingDirectorySeparator(Path.GetTempPath()));
    }

    [Fact]
    public void What_a_dead_process_left_goes_though_a_living_one_has_its_number()
    {
        var left = Path.Combine(Parent, $"{Environment.ProcessId}-0123456789abcdef");
        Directory.CreateDirectory(left);
        File.WriteAllText(Path.Combine(left, "lock"), "");

        using var temporary = TemporaryFolder.In(Parent);

        Directory.EnumerateFileSystemEntries(Parent).Should().Equal(temporary.Path);
    }

    [Fact]
    public void What_was_not_even_locked_goes_where_it_is_empty()
    {
        Directory.CreateDirectory(Path.Combine(Parent, $"{Guid.NewGuid():n}"));
        var full = Directory.CreateDirectory(Path.Combine(Parent, $"{Guid.NewGuid():n}"));
        File.WriteAllText(Path.Combine(full.FullName, "file"), "");

        TemporaryFolder.RemoveAbandonedIn(Parent);

        Directory.EnumerateFileSystemEntries(Parent).Should().Equal(full.FullName);
    }

    [Fact]
    public async Task What_still_works_in_a_dead_processs_folder_is_ended()
    {
        var left = Directory.CreateDirectory(Path.Combine(Parent, "0123456789abcdef/1"));
        File.WriteAllText(Path.Combine(Parent, "0123456789abcdef/lock"), "");
        using var child = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("sleep", ["7655"]) { WorkingDirectory = left.FullName })!;

        TemporaryFolder.RemoveAbandonedIn(Parent);

        await child.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(10));
        Directory.EnumerateFileSystemEntries(Parent).Should().BeEmpty();
    }

    [Fact]
    public void What_someone_holds_stays_and_so_does_what_is_none_of_ours()
    {
        using var held = TemporaryFolder.In(Parent);
        Directory.CreateDirectory(Path.Combine(Parent, "someone's"));
        File.WriteAllText(Path.Combine(Parent, "file"), "");

        using var temporary = TemporaryFolder.In(Parent);

        Directory.EnumerateFileSystemEntries(Parent).Select(Path.GetFileName).Should().BeEquivalentTo(
            [Path.GetFileName(held.Path), Path.GetFileName(temporary.Path), "someone's", "file"]);
    }

    [Fact]
    public async Task Many_at_once_leave_each_other_alone()
    {
        var folders = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
            Enumerable.Range(0, 50).Select(_ => TemporaryFolder.In(Parent)).ToList())));

        folders.SelectMany(some => some).Should().NotBeEmpty().And.OnlyContain(folder => Directory.Exists(folder.Path));
        Parallel.ForEach(folders.SelectMany(some => some), folder => folder.Dispose());
        Directory.EnumerateFileSystemEntries(Parent).Should().BeEmpty();
    }

    [Fact]
    public async Task A_killed_build_in_a_cache_whose_path_has_a_blank_leaves_nothing_for_good()
    {
        var cache = Path.Combine(workshop.Root, "my cache");
        var temporary = Directory.CreateDirectory(Path.Combine(workshop.Root, "system"));
        for (var round = 1; round <= 3; round++)
        {
            using var writer = CacheWriter.Start(cache, temporary.FullName);
            await writer.WaitForBlobsAsync(cache, round * 5);

            temporary.EnumerateDirectories().Should().ContainSingle("the folders of those that were killed before are gone");
            writer.Kill();
        }
    }

    public void Dispose() => workshop.Dispose();
}
