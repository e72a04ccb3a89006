using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.TestKit.Engine;
using OpenLinux.Userland.Reading;

namespace OpenLinux.Tests.Engine;

/// <summary>With the real compiler: src/main.c includes "value.h", found by -I a -I b.</summary>
public sealed class HeaderDiscoveryTests : IDisposable
{
    private readonly Workshop workshop = new();

    public HeaderDiscoveryTests()
    {
        workshop.Write("src/main.c", "#include <value.h>\nint value(void) { return VALUE; }\n");
        workshop.Write("b/value.h", "#define VALUE 1\n");
        workshop.Write("a/unrelated.h", "#define UNRELATED 1\n");
    }

    [Fact]
    public async Task A_header_that_is_not_read_does_not_enter_the_key()
    {
        var first = await CompileAsync();
        workshop.Write("a/unrelated.h", "#define UNRELATED 2\n");
        workshop.Write("a/new.h", "#define NEW 1\n");

        var second = await CompileAsync();

        second.Cached.Should().BeTrue();
        second.Key.Should().Be(first.Key);
    }

    [Fact]
    public async Task A_new_header_that_shadows_one_on_the_include_path_is_noticed()
    {
        var first = await CompileAsync();
        workshop.Write("a/value.h", "#define VALUE 2\n");

        var second = await CompileAsync();

        second.Cached.Should().BeFalse();
        second.Reason.Should().Be("a/value.h was added");
        second.Outputs.Nodes["main.o"].Should().NotBe(first.Outputs.Nodes["main.o"]);
        workshop.Delete("a/value.h");
        (await CompileAsync()).Outputs.Nodes["main.o"].Should().Be(first.Outputs.Nodes["main.o"]);
    }

    [Fact]
    public async Task A_comment_in_a_header_recompiles_to_an_identical_object()
    {
        var first = await CompileAsync();
        workshop.Write("b/value.h", "/* one */\n#define VALUE 1\n");

        var second = await CompileAsync();

        second.Cached.Should().BeFalse();
        second.Reason.Should().Be("b/value.h changed");
        second.Outputs.Nodes["main.o"].Should().Be(first.Outputs.Nodes["main.o"]);
    }

    [Fact]
    public async Task Switching_back_and_forth_between_two_versions_compiles_each_once()
    {
        await CompileAsync();
        workshop.Write("b/value.h", "#define VALUE 2\n");
        await CompileAsync();

        for (var round = 0; round < 3; round++)
        {
            workshop.Write("b/value.h", $"#define VALUE {(round % 2) + 1}\n");
            (await CompileAsync()).Cached.Should().BeTrue();
        }
    }

    [Fact]
    public async Task A_header_that_is_read_no_more_leaves_the_key_and_comes_back_with_it()
    {
        var first = await CompileAsync();
        workshop.Write("src/main.c", "int value(void) { return 1; }\n");
        (await CompileAsync()).Reason.Should().Be("src/main.c changed");
        workshop.Delete("b/value.h");
        (await CompileAsync()).Cached.Should().BeTrue();

        workshop.Write("b/value.h", "#define VALUE 1\n");
        workshop.Write("src/main.c", "#include <value.h>\nint value(void) { return VALUE; }\n");
        (await CompileAsync()).Key.Should().Be(first.Key);
    }

    [Fact]
    public async Task Where_a_source_asks_which_headers_exist_every_name_counts()
    {
        workshop.Write("src/main.c", "#if __has_include(<extra.h>)\n#include <extra.h>\n#else\n#define VALUE 1\n#endif\nint value(void) { return VALUE; }\n");
        var first = await CompileAsync();
        workshop.Write("b/extra.h", "#define VALUE 2\n");

        var second = await CompileAsync();

        second.Cached.Should().BeFalse();
        second.Reason.Should().Be("b/extra.h was added");
        second.Outputs.Nodes["main.o"].Should().NotBe(first.Outputs.Nodes["main.o"]);
    }

    [Fact]
    public async Task A_header_behind_a_linked_folder_is_followed()
    {
        Directory.Move(Path.Combine(workshop.Checkout, "b"), Path.Combine(workshop.Checkout, "a/real"));
        workshop.Write("src/main.c", "#include <asm/value.h>\nint value(void) { return VALUE; }\n");
        Directory.CreateDirectory(Path.Combine(workshop.Checkout, "b"));
        File.CreateSymbolicLink(Path.Combine(workshop.Checkout, "b/asm"), "../a/real");
        var first = await CompileAsync();
        (await CompileAsync()).Cached.Should().BeTrue();
        workshop.Write("a/real/value.h", "#define VALUE 2\n");

        var second = await CompileAsync();

        second.Reason.Should().Be("a/real/value.h changed");
        second.Outputs.Nodes["main.o"].Should().NotBe(first.Outputs.Nodes["main.o"]);
    }

    [Fact]
    public async Task A_response_file_counts_although_the_depfile_does_not_name_it()
    {
        workshop.Write("src/flags", "-DVALUE=5\n");
        workshop.Write("src/main.c", "int value(void) { return VALUE; }\n");
        var first = await CompileAsync("@src/flags");
        workshop.Write("src/flags", "-DVALUE=6\n");

        var second = await CompileAsync("@src/flags");

        second.Reason.Should().Be("src/flags changed");
        second.Outputs.Nodes["main.o"].Should().NotBe(first.Outputs.Nodes["main.o"]);
    }

    [Fact]
    public async Task Headers_in_a_subtree_known_by_digest_are_tracked_alike()
    {
        async Task<ActionOutcome> Compile()
        {
            using var services = workshop.Open();
            var b = services.Digester.TreeOf(Path.Combine(workshop.Checkout, "b"));
            foreach (var path in b.Nodes.Keys)
            {
                await services.Store.PutFileAsync(Path.Combine(workshop.Checkout, "b", path));
            }

            var merkle = MerkleTree.Of(b);
            await merkle.StoreAsync(services.Store);
            var inputs = workshop.Tree(services, "src").With("b", new SubtreeNode(merkle.RootDigest));
            return await services.Engine.RunAsync(Spec(inputs), TestContext.Current.CancellationToken);
        }

        await Compile();
        workshop.Write("b/unrelated.h", "");
        (await Compile()).Cached.Should().BeTrue();
        workshop.Write("b/value.h", "#define VALUE 2\n");
        (await Compile()).Reason.Should().Be("b/value.h changed");
    }

    [Fact]
    public async Task A_lost_manifest_costs_a_compile_and_nothing_else()
    {
        var first = await CompileAsync();
        Directory.Delete(Path.Combine(workshop.Cache, "ac"), recursive: true);

        var second = await CompileAsync();

        second.Reason.Should().Be("its result was evicted from the cache");
        second.Key.Should().Be(first.Key);
    }

    public void Dispose() => workshop.Dispose();

    private static ActionSpec Spec(FileTree inputs, params string[] flags) => new()
    {
        Mnemonic = "CcCompile",
        Label = "src/main.c",
        Arguments = ["clang", "-nostdinc", "-I", "a", "-I", "b", "-c", "src/main.c", "-o", "main.o", "-MD", "-MF", "main.d", .. flags],
        Environment = Workshop.PathOnly,
        Inputs = inputs,
        Outputs = ["main.o"],
        Headers = new HeaderDiscovery("main.d", ["src/main.c"], new CInputReader([])),
    };

    private Task<ActionOutcome> CompileAsync(params string[] flags) => workshop.RunAsync(services => Spec(
        workshop.Tree(services, "src").WithTree("", workshop.Tree(services, "a")).WithTree("", workshop.Tree(services, "b")),
        flags));
}
