using OpenLinux.Engine.Content;
using OpenLinux.TestKit.Userland;

namespace OpenLinux.Tests.Userland;

/// <summary>A component whose folder and libraries are as they were is not looked up unit by unit: whatever it is given is to be seen all the same.</summary>
public sealed class ComponentChainTests : IDisposable
{
    private readonly SourceWorkshop workshop = new();

    public ComponentChainTests()
    {
        Write("src/lib/below/below.c", "int below = 1;\n");
        Write("src/lib/below/include/below.h", "#define BELOW 1\n");
        Write("src/lib/x/one.c", "#include <below.h>\n#include \"x.h\"\nint one = BELOW + X;\n");
        Write("src/lib/x/two.c", "int two = 2;\n");
        Write("src/lib/x/x.h", "#define X 1\n");
    }

    public void Dispose() => workshop.Dispose();

    [Theory]
    [InlineData("src/lib/x/one.c", "int one = 3;\n")]
    [InlineData("src/lib/x/x.h", "#define X 2\n")]
    [InlineData("src/lib/x/three.c", "int three = 3;\n")]
    [InlineData("src/lib/x/include/below.h", "#define BELOW 2\n")]
    [InlineData("src/lib/below/include/below.h", "#define BELOW 2\n")]
    public async Task A_changed_file_is_seen_by_each_component_that_reads_it(string path, string content)
    {
        await ArchiveOfXAsync();
        Write(path, content);

        var archive = await ArchiveOfXAsync();

        archive.Should().Be(await MadeElsewhereAsync(), "a cache that knows nothing gives the same");
    }

    [Fact]
    public async Task A_file_that_is_gone_leaves_the_archive()
    {
        var whole = await ArchiveOfXAsync();
        workshop.Files.Delete("src/lib/x/two.c");

        (await ArchiveOfXAsync()).Should().NotBe(whole).And.Be(await MadeElsewhereAsync());
    }

    [Fact]
    public async Task A_flag_of_the_recipe_is_seen()
    {
        await ArchiveOfXAsync();

        (await ArchiveOfXAsync("-DTHREE", "-O0")).Should().Be(await MadeElsewhereAsync("-DTHREE", "-O0"));
    }

    [Fact]
    public async Task Going_back_finds_what_was_made_then()
    {
        var first = await ArchiveOfXAsync();
        Write("src/lib/x/x.h", "#define X 2\n");
        await ArchiveOfXAsync();
        Write("src/lib/x/x.h", "#define X 1\n");

        (await ArchiveOfXAsync()).Should().Be(first);
        workshop.Files.Reporter.Finished.Should().NotBeEmpty().And.OnlyContain(step => step.Cached);
    }

    [Fact]
    public async Task Each_step_is_told_of_whether_it_was_looked_up_or_not()
    {
        await ArchiveOfXAsync();
        var first = Told();

        await ArchiveOfXAsync();

        Told().Should().Equal(first);
    }

    [Fact]
    public async Task The_day_after_all_is_looked_up_so_that_what_is_in_use_stays_in_the_cache()
    {
        await ArchiveOfXAsync();
        var compile = workshop.Files.Reporter.Finished.First(step => step.Spec.Label.EndsWith("src/lib/x/two.c", StringComparison.Ordinal));
        var (entry, longAgo) = (Path.Combine(workshop.Files.Cache, "ac", compile.Key.Hash[..2], compile.Key.Hash), DateTime.UtcNow.AddDays(-3));
        File.SetLastWriteTimeUtc(entry, longAgo);

        await ArchiveOfXAsync();
        File.GetLastWriteTimeUtc(entry).Should().BeCloseTo(longAgo, TimeSpan.FromHours(1), "today it was found already");

        workshop.Files.Days++;
        await ArchiveOfXAsync();
        File.GetLastWriteTimeUtc(entry).Should().BeAfter(longAgo.AddDays(1));
    }

    private void Write(string path, string text) => workshop.Files.Write(path, text);

    private List<string> Told() =>
        [.. workshop.Files.Reporter.Finished.Select(step => $"{step.Spec.Mnemonic} {step.Spec.Label}").Order(StringComparer.Ordinal)];

    private async Task<Digest> ArchiveOfXAsync(params string[] cflags) => await ArchiveOfXAsync(workshop, cflags);

    /// <summary>By an engine with nothing in its cache.</summary>
    private async Task<Digest> MadeElsewhereAsync(params string[] cflags)
    {
        using var elsewhere = new SourceWorkshop();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(workshop.Files.Checkout, "src"), "*", SearchOption.AllDirectories))
        {
            elsewhere.Files.Write(Path.GetRelativePath(workshop.Files.Checkout, file), File.ReadAllText(file));
        }

        return await ArchiveOfXAsync(elsewhere, cflags);
    }

    private static async Task<Digest> ArchiveOfXAsync(SourceWorkshop workshop, string[] cflags)
    {
        var below = workshop.InTree("below");
        var x = workshop.InTree("x", cflags) with { Dependencies = [below] };
        var steps = await workshop.CompileAsync(below, x);
        return ((FileNode)steps.Last(step => step.Spec.Label.EndsWith("libx.a", StringComparison.Ordinal)).Outputs.Nodes["lib/libx.a"]).Content;
    }
}
