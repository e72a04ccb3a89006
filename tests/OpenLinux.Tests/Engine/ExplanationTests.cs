using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.TestKit.Engine;

namespace OpenLinux.Tests.Engine;

public sealed class ExplanationTests : IDisposable
{
    private static readonly ActionSpec Base = Workshop.Shell("") with
    {
        Arguments = ["true", "-O2", "-c"],
        Environment = new Dictionary<string, string>(Workshop.PathOnly) { ["CFLAGS"] = "-g" },
        Platform = Platform(new ToolIdentity("Debian clang version 14.0.6", "aaaa")),
        Outputs = [],
    };

    private readonly Workshop workshop = new();

    public ExplanationTests()
    {
        foreach (var name in new[] { "a/one.c", "a/two.c", "b/three.c", "b/deep/four.c" })
        {
            workshop.Write($"src/{name}", name);
        }
    }

    [Fact]
    public async Task The_first_time_is_the_first_build() => (await ReasonAsync(Base)).Should().Be("first build");

    [Fact]
    public async Task A_flag_that_took_another_place_is_named() =>
        (await ReasonAfterBaseAsync(Base with { Arguments = ["true", "-Os", "-c"] }))
            .Should().Be("flag -O2 was removed, -Os added");

    [Fact]
    public async Task Added_flags_are_named() =>
        (await ReasonAfterBaseAsync(Base with { Arguments = ["true", "-O2", "-c", "-g", "-pg"] }))
            .Should().Be("flags -g -pg were added");

    [Fact]
    public async Task A_mere_turn_of_flags_is_told() =>
        (await ReasonAfterBaseAsync(Base with { Arguments = ["true", "-c", "-O2"] }))
            .Should().Be("the order of the arguments changed");

    [Fact]
    public async Task Another_program_is_named() =>
        (await ReasonAfterBaseAsync(Base with { Arguments = ["/bin/true", "-O2", "-c"] }))
            .Should().Be("program true became /bin/true");

    [Theory]
    [InlineData("Debian clang version 14.0.6", "Debian clang version 15.0.7", "Debian clang version 14.0.6 → 15.0.7")]
    [InlineData("Debian clang version 14.0.6", "clang version 21.1.0 (https://zig)", "Debian clang version 14.0.6 → clang version 21.1.0 (https://zig)")]
    [InlineData("GNU ld 2.40; gold", "GNU ld 2.41; gold", "GNU ld 2.40; gold → 2.41; gold")]
    [InlineData("Debian clang version 14.0.6", "Debian clang version 14.0.6", "another binary of Debian clang version 14.0.6")]
    [InlineData("", "", "another binary")]
    [InlineData("clang version 14", "clang version 14 (patched)", "clang version 14 → clang version 14 (patched)")]
    public async Task A_tools_change_is_told_by_its_versions(string before, string after, string told)
    {
        await ReasonAsync(Base with { Platform = Platform(new ToolIdentity(before, Digest.OfUtf8("a").Hash)) });

        (await ReasonAsync(Base with { Platform = Platform(new ToolIdentity(after, Digest.OfUtf8("b").Hash)) }))
            .Should().Be($"tool clang changed: {told}");
    }

    [Fact]
    public async Task A_changed_variable_is_named() =>
        (await ReasonAfterBaseAsync(Base with
        {
            Environment = new Dictionary<string, string>(Workshop.PathOnly) { ["CFLAGS"] = "-O" },
        })).Should().Be("variable CFLAGS changed");

    [Fact]
    public async Task A_variable_that_is_gone_is_named() =>
        (await ReasonAfterBaseAsync(Base with { Environment = Workshop.PathOnly })).Should().Be("variable CFLAGS was removed");

    [Fact]
    public async Task Changed_added_removed_and_turned_executable_files_are_named()
    {
        await ReasonAsync(Base);
        workshop.Write("src/a/one.c", "changed");
        (await ReasonAsync(Base)).Should().Be("src/a/one.c changed");

        workshop.Write("src/a/new.c", "new");
        (await ReasonAsync(Base)).Should().Be("src/a/new.c was added");

        workshop.Delete("src/a/two.c");
        (await ReasonAsync(Base)).Should().Be("src/a/two.c was removed");

        File.SetUnixFileMode(Path.Combine(workshop.Checkout, "src/b/three.c"), (UnixFileMode)Convert.ToInt32("0755", 8));
        (await ReasonAsync(Base)).Should().Be("src/b/three.c changed its mode");
    }

    [Fact]
    public async Task A_whole_new_folder_is_one_change()
    {
        await ReasonAsync(Base);
        workshop.Write("src/new/1.c", "1");
        workshop.Write("src/new/2.c", "2");

        (await ReasonAsync(Base)).Should().Be("src/new was added");
    }

    [Fact]
    public async Task Of_many_changes_three_are_named_and_the_rest_is_counted()
    {
        await ReasonAsync(Base);
        foreach (var name in new[] { "a/one.c", "a/two.c", "b/three.c", "b/deep/four.c" })
        {
            workshop.Write($"src/{name}", "changed");
        }

        (await ReasonAsync(Base with { Arguments = ["true", "-c"] })).Should().Be(
            "flag -O2 was removed; src/a/one.c changed; src/a/two.c changed and 2 more");
    }

    [Fact]
    public async Task The_nearest_earlier_key_is_the_one_compared_with()
    {
        await ReasonAsync(Base);
        await ReasonAsync(Base with { Arguments = ["true", "-O0", "-g", "-v"], Environment = Workshop.PathOnly });

        (await ReasonAsync(Base with { Arguments = ["true", "-O2", "-c", "-v"] })).Should().Be("flag -v was added");
    }

    [Fact]
    public async Task An_evicted_result_is_told()
    {
        await ReasonAsync(Base);
        Directory.Delete(Path.Combine(workshop.Cache, "ac"), recursive: true);

        (await ReasonAsync(Base)).Should().Be("its result was evicted from the cache");
    }

    [Fact]
    public async Task Evicted_keys_are_told()
    {
        await ReasonAsync(Base);
        Directory.Delete(Path.Combine(workshop.Cache, "cas"), recursive: true);

        (await ReasonAsync(Base with { Outputs = ["x"], Arguments = ["sh", "-c", "echo > x"] }))
            .Should().Be("its earlier keys were evicted from the cache");
    }

    [Fact]
    public async Task An_unchanged_directory_that_actions_share_is_not_even_read()
    {
        await SharedReasonAsync();
        using (var services = workshop.Open())
        {
            foreach (var digest in MerkleTree.Of(services.Digester.TreeOf(Path.Combine(workshop.Checkout, "src/b"))).Directories.Keys)
            {
                File.Delete(workshop.BlobPath(digest));
            }
        }

        workshop.Write("src/a/one.c", "changed");

        (await SharedReasonAsync()).Should().Be("src/a/one.c changed");

        async Task<string> SharedReasonAsync() => (await workshop.RunAsync(services => Base with
        {
            Inputs = workshop.Tree(services, "src/a").With("src/b", SubtreeNode.Of(services.Digester.TreeOf(Path.Combine(workshop.Checkout, "src/b")))),
        })).Reason;
    }

    public void Dispose() => workshop.Dispose();

    private static Dictionary<string, string> Platform(ToolIdentity clang) => new() { [ToolIdentity.Property("clang")] = clang.ToString() };

    private async Task<string> ReasonAfterBaseAsync(ActionSpec spec)
    {
        await ReasonAsync(Base);
        return await ReasonAsync(spec);
    }

    private async Task<string> ReasonAsync(ActionSpec spec) =>
        (await workshop.RunAsync(services => spec with { Inputs = workshop.Tree(services, "src") })).Reason;
}
