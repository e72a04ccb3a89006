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
}
