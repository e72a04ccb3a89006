using Google.Protobuf;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Storage;
using OpenLinux.Engine.Verification;
using OpenLinux.TestKit.Engine;
using Reapi = OpenLinux.Engine.Reapi;

namespace OpenLinux.Tests.Engine;

public sealed class CacheVerifierTests : IDisposable
{
    private readonly Workshop workshop = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_whole_cache_stays_as_it_is()
    {
        await FillAsync();
        var before = Files();

        var report = Verify();

        report.Dropped.Should().BeEmpty();
        report.Checked.Should().Be(before.Count(file => !file.Contains("/trees/", StringComparison.Ordinal)) + 1);
        Files().Should().Equal(before);
    }

    public static TheoryData<string, string> Faults => new()
    {
        { "cas", "flip" }, { "cas", "cut" }, { "cas", "empty" }, { "cas", "swap" }, { "cas", "stray" },
        { "ac", "flip" }, { "ac", "cut" }, { "ac", "empty" }, { "ac", "swap" }, { "ac", "stray" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_bad_entry_goes_and_no_other(string area, string fault)
    {
        await FillAsync();
        var files = Files().Where(file => file.Contains($"/{area}/", StringComparison.Ordinal)).ToList();
        var bad = Spoil(files[0], files[1], fault);
        var before = Files();

        var report = Verify();

        report.Dropped.Should().ContainSingle().Which.Path.Should().Be(bad);
        Files().Should().Equal(before.Where(file => file != bad));
    }

    [Fact]
    public async Task What_was_dropped_is_made_again()
    {
        await FillAsync();
        foreach (var file in Files().Where(file => file.Contains("/cas/", StringComparison.Ordinal) || file.Contains("/ac/", StringComparison.Ordinal)))
        {
            Workshop.Damage(file);
        }

        Verify().Dropped.Should().NotBeEmpty();

        using var services = workshop.Open();
        var outcome = await services.Engine.RunAsync(Workshop.Shell("echo one > out", "out"), Cancellation);
        (await Workshop.TextOf(services, outcome, "out")).Should().Be("one\n");
    }

    /// <summary>As a failing disk would: neither times nor sizes tell.</summary>
    [Theory]
    [InlineData("value.h")]
    [InlineData("deep/tool")]
    public async Task A_tree_whose_bytes_changed_goes(string path)
    {
        var folder = await LayOutAsync();
        var file = Path.Combine(folder, path);
        File.SetUnixFileMode(file, File.GetUnixFileMode(file) | UnixFileMode.UserWrite);
        var bytes = await File.ReadAllBytesAsync(file, Cancellation);
        bytes[0] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, Cancellation);
        TreeStamps.Write(folder, Path.Combine(folder, "../stamps"));

        Verify().Dropped.Should().ContainSingle().Which.Kind.Should().Be(CacheKind.Trees);

        Directory.Exists(folder).Should().BeFalse();
    }

    [Fact]
    public async Task A_bad_tree_that_a_build_uses_stays_where_it_is_and_is_used_by_no_other()
    {
        using var cache = new CacheFolder(workshop.Cache);
        using var trees = new TreeArea(cache);
        var folder = await LayOutAsync(trees);
        File.Delete(Path.Combine(folder, "value.h"));

        Verify().Dropped.Should().ContainSingle();

        Directory.Exists(folder).Should().BeTrue();
        var next = await LayOutAsync(trees);
        next.Should().NotBe(folder);
        Verify().Dropped.Should().ContainSingle("the one that was written to is still there").Which.Path.Should().NotBe(Path.GetDirectoryName(next));
    }

    [Fact]
    public async Task A_tree_with_unusual_modes_is_held_against_the_directories_in_the_store()
    {
        using var cache = new CacheFolder(workshop.Cache);
        var store = new FileContentStore(cache);
        var tree = FileTree.Of([KeyValuePair.Create<string, TreeNode>("tool", new FileNode(Digest.OfUtf8("#!/bin/sh\n"), 0b111_000_000))]);
        await MerkleTree.Of(tree).StoreAsync(store, Cancellation);
        using (var trees = new TreeArea(cache))
        {
            await trees.FolderOfAsync(MerkleTree.Of(tree).RootDigest, folder =>
            {
                Write(folder, "tool", "#!/bin/sh\n", executable: true);
                return Task.CompletedTask;
            });
        }

        Verify().Dropped.Should().BeEmpty();
    }

    [Fact]
    public async Task Compiled_programs_are_compiled_again_unless_a_build_runs()
    {
        var program = Path.Combine(workshop.Cache, "programs/front-0123");
        Directory.CreateDirectory(Path.GetDirectoryName(program)!);
        await File.WriteAllTextAsync(program, "", Cancellation);
        using (var build = new CacheFolder(workshop.Cache))
        {
            await new FileContentStore(build).ContainsAsync(Digest.OfUtf8("any"), Cancellation);
            Verify();
            File.Exists(program).Should().BeTrue();
        }

        Verify();

        File.Exists(program).Should().BeFalse();
    }

    public void Dispose() => workshop.Dispose();

    private static string Spoil(string file, string other, string fault)
    {
        switch (fault)
        {
            case "flip":
                Workshop.Damage(file);
                return file;
            case "cut":
                return Replace(file, File.ReadAllBytes(file)[..^1]);
            case "empty":
                return Replace(file, []);
            case "swap":
                return Replace(file, File.ReadAllBytes(other));
            default:
                var stray = Path.Combine(Path.GetDirectoryName(file)!, "stray");
                File.Copy(file, stray);
                return stray;
        }
    }

    private static string Replace(string file, byte[] content)
    {
        File.Delete(file);
        File.WriteAllBytes(file, content);
        return file;
    }

    private VerifyReport Verify()
    {
        using var cache = new CacheFolder(workshop.Cache);
        return new CacheVerifier(cache).Verify(Cancellation);
    }

    private List<string> Files() => Directory.EnumerateFiles(workshop.Cache, "*", SearchOption.AllDirectories)
        .Where(file => file.Contains("/cas/", StringComparison.Ordinal) || file.Contains("/ac/", StringComparison.Ordinal) || file.Contains("/trees/", StringComparison.Ordinal))
        .Where(file => Path.GetFileName(file) != "lock")
        .Order(StringComparer.Ordinal)
        .ToList();

    /// <summary>Two actions, a result without outputs, and a tree.</summary>
    private async Task FillAsync()
    {
        using (var services = workshop.Open())
        {
            await services.Engine.RunAsync(Workshop.Shell("echo one > out", "out"), Cancellation);
            await services.Engine.RunAsync(Workshop.Shell("mkdir -p out/in && echo two > out/in/two", "out"), Cancellation);
        }

        using var cache = new CacheFolder(workshop.Cache);
        await new FileActionCache(cache, new FileContentStore(cache)).PutAsync(
            Digest.OfUtf8("note"), new Reapi.ActionResult { StdoutRaw = ByteString.CopyFromUtf8("note") }, Cancellation);
        await LayOutAsync();
    }

    private async Task<string> LayOutAsync()
    {
        using var cache = new CacheFolder(workshop.Cache);
        using var trees = new TreeArea(cache);
        return await LayOutAsync(trees);
    }

    private static Task<string> LayOutAsync(TreeArea trees)
    {
        var tree = FileTree.Of(
        [
            KeyValuePair.Create<string, TreeNode>("deep/tool", new FileNode(Digest.OfUtf8("tool"), FileNode.Executable)),
            KeyValuePair.Create<string, TreeNode>("empty", new DirectoryNode()),
            KeyValuePair.Create<string, TreeNode>("link", new SymlinkNode("value.h")),
            KeyValuePair.Create<string, TreeNode>("value.h", new FileNode(Digest.OfUtf8("value"))),
        ]);
        return trees.FolderOfAsync(MerkleTree.Of(tree).RootDigest, folder =>
        {
            Directory.CreateDirectory(Path.Combine(folder, "empty"));
            File.CreateSymbolicLink(Path.Combine(folder, "link"), "value.h");
            Write(folder, "value.h", "value", executable: false);
            Write(folder, "deep/tool", "tool", executable: true);
            return Task.CompletedTask;
        });
    }

    private static void Write(string folder, string path, string text, bool executable)
    {
        var file = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        File.SetUnixFileMode(file, executable ? (UnixFileMode)0b101_101_101 : (UnixFileMode)0b100_100_100);
    }
}
