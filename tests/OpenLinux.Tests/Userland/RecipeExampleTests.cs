using OpenLinux.TestKit;
using OpenLinux.TestKit.Userland;

namespace OpenLinux.Tests.Userland;

/// <summary>The examples of docs/recipes.md are built as they stand there, and their programs run.</summary>
public sealed class RecipeExampleTests : IDisposable
{
    private const string Document = "docs/recipes.md";

    private readonly SourceWorkshop workshop = new();

    public void Dispose() => workshop.Dispose();

    [Fact]
    public async Task A_tree_with_a_c_library_of_its_own()
    {
        workshop.Flags = (["-Os", "-fPIE"], ["-static-pie"]);
        Tool.Run("sh", ["-euc", Documents.Example(Document, "A tree with a C library of its own")], workshop.Files.Checkout);

        var built = await workshop.BuildAsync("libc", "seven");

        (await RunningProgram.RunAsync(await workshop.WriteOutAsync(built.Outputs["seven"], "bin/seven"))).ExitCode.Should().Be(7);
        workshop.LeftOut.Should().BeEmpty();
    }

    [Fact]
    public async Task What_is_compiled()
    {
        Tool.Run("sh", ["-euc", Documents.Example(Document, "What is compiled")], workshop.Files.Checkout);

        var program = await workshop.WriteOutAsync((await workshop.BuildAsync("crt", "eight")).Outputs["eight"], "sbin/eight");

        (await RunningProgram.RunAsync(program)).ExitCode.Should().Be(8);
        Tool.Run("readelf", ["-sW", program]).Should().Contain(" here").And.Contain(" crt_end");
        workshop.LeftOut.Should().BeEmpty();
    }

    [Fact]
    public async Task An_upstream_release()
    {
        Tool.Run("sh", ["-euc", Documents.Example(Document, "A tree with a C library of its own")], workshop.Files.Checkout);
        Tool.Run("sh", ["-euc", Documents.Example(Document, "An upstream release")], workshop.Files.Checkout);

        var built = await workshop.BuildAsync("libc", "ten");

        (await RunningProgram.RunAsync(await workshop.WriteOutAsync(built.Outputs["ten"], "bin/ten"))).ExitCode.Should().Be(10);
    }

    [Fact]
    public async Task A_commit_of_a_source_tree()
    {
        var checkout = workshop.Files.Checkout;
        Tool.Run("sh", ["-euc", Documents.Example(Document, "A source tree that lies elsewhere")], checkout);
        Tool.Run("sh", ["-euc", "git init -q && git add -A && git -c user.name=x -c user.email=x@example.org commit -qm x"], Path.Combine(checkout, "../tree"));
        Tool.Run("sh", ["-euc", Documents.Example(Document, "A commit of a source tree")], checkout);
        File.WriteAllText(Path.Combine(checkout, "../tree/lib/libc/start.c"), "#error the commit counts\n");

        var built = await workshop.BuildAsync("libc", "nine");

        built.Ran("GitCheckout").Should().ContainSingle();
        (await RunningProgram.RunAsync(await workshop.WriteOutAsync(built.Outputs["nine"], "bin/nine"))).ExitCode.Should().Be(9);
    }

    [Fact]
    public async Task Files_beside()
    {
        Tool.Run("sh", ["-euc", Documents.Example(Document, "Files beside")], workshop.Files.Checkout);

        (await workshop.BuildAsync("settings")).Outputs["settings"].Modes.Should().Equal(new Dictionary<string, int> { ["etc/greet.conf"] = 0b110_100_000 });
    }

    [Theory]
    [InlineData("x86_64", "x86_64-linux-musl")]
    [InlineData("aarch64", "aarch64-linux-musl")]
    public async Task The_small_tree_with_a_c_library_of_its_own(string architecture, string triple)
    {
        workshop.Architecture = workshop.Architecture with { Name = architecture, Triple = triple };
        workshop.Flags = (["-Os", "-g", "-fPIE", "-fstack-protector-strong"], ["-static-pie", "-Wl,--pack-dyn-relocs=relr", "-Wl,-z,now"]);
        Tool.Run("cp", ["-R", Path.Combine(RepositoryRoot.Path, "examples/own-libc/src"), workshop.Files.Checkout]);

        var built = await workshop.BuildAsync("libc", "greet");
        var program = await workshop.WriteOutAsync(built.Outputs["greet"], "bin/greet");

        workshop.LeftOut.Should().BeEmpty();
        if (architecture == "x86_64")
        {
            (await RunningProgram.RunAsync(program)).Stdout.Should().Be("hello from a C library of its own\n");
            (await RunningProgram.RunAsync(program, "twice")).Stdout.Should().Be("twice\n");
        }
    }

    [Fact]
    public async Task A_source_tree_that_lies_elsewhere()
    {
        Tool.Run("sh", ["-euc", Documents.Example(Document, "A source tree that lies elsewhere")], workshop.Files.Checkout);

        var built = await workshop.BuildAsync("libc", "nine");

        (await RunningProgram.RunAsync(await workshop.WriteOutAsync(built.Outputs["nine"], "bin/nine"))).ExitCode.Should().Be(9);
    }
}
