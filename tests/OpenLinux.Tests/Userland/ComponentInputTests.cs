using OpenLinux.Common.Errors;
using OpenLinux.Engine.Content;
using OpenLinux.TestKit.Userland;
using OpenLinux.Userland;

namespace OpenLinux.Tests.Userland;

/// <summary>What a component is made of is all in its key, or it is refused.</summary>
public sealed class ComponentInputTests : IDisposable
{
    private readonly SourceWorkshop workshop = new();

    public void Dispose() => workshop.Dispose();

    [Theory]
    [InlineData("two.c", "/{outside}/two.c")]
    [InlineData("include/two.h", "/{outside}/two.h")]
    [InlineData("folder", "/{outside}")]
    [InlineData("folder", "../../..")]
    [InlineData("deep/two.c", "../loop/loop/../../two.c")]
    public async Task A_link_out_of_the_folder_is_refused_by_name(string link, string target)
    {
        var outside = Directory.CreateDirectory(Path.Combine(workshop.Files.Root, "outside")).FullName;
        File.WriteAllText(Path.Combine(outside, "two.c"), "int two = 2;\n");
        File.WriteAllText(Path.Combine(outside, "two.h"), "");
        workshop.Files.Write("src/lib/x/one.c", "int one = 1;\n");
        File.CreateSymbolicLink(Path.Combine(workshop.Files.Checkout, "src/lib/x/loop"), ".");
        var path = Path.Combine(workshop.Files.Checkout, "src/lib/x", link);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.CreateSymbolicLink(path, target.Replace("/{outside}", outside, StringComparison.Ordinal));

        var refusal = (await FluentActions.Awaiting(() => workshop.CompileAsync(workshop.InTree("x")))
            .Should().ThrowAsync<BuildException>()).Which;

        refusal.Code.Should().Be(UserlandErrors.LinkLeadsOut);
        refusal.Subject.Should().Be($"src/lib/x/{link}");
    }

    [Fact]
    public async Task A_link_within_the_folder_is_followed_and_what_it_leads_to_counts()
    {
        workshop.Files.Write("src/lib/x/real/one.txt", "int one = 1;\n");
        File.CreateSymbolicLink(Path.Combine(workshop.Files.Checkout, "src/lib/x/one.c"), "real/one.txt");
        await workshop.CompileAsync(workshop.InTree("x"));
        workshop.Files.Write("src/lib/x/real/one.txt", "int one = 2;\n");

        var steps = await workshop.CompileAsync(workshop.InTree("x"));

        steps.Should().Contain(step => step.Spec.Mnemonic == "CcCompile" && !step.Cached);
    }

    [Fact]
    public async Task A_recipes_folder_has_no_links_out_of_it_either()
    {
        workshop.Files.Write("src/lib/x/build.sh", "mkdir out; cp recipe/flags out/flags\n");
        File.CreateSymbolicLink(Path.Combine(workshop.Files.Checkout, "src/lib/x/flags"), "/etc/hostname");
        var component = await workshop.UpstreamAsync("x", "");

        (await FluentActions.Awaiting(() => workshop.CompileAsync(component)).Should().ThrowAsync<BuildException>())
            .Which.Subject.Should().Be("src/lib/x/flags");
    }

    [Theory]
    [InlineData("__DATE__")]
    [InlineData("__TIME__")]
    [InlineData("__TIMESTAMP__")]
    [InlineData("__DATE__", "-w")]
    [InlineData("__DATE__", "-Wno-error=date-time", "-Wno-date-time")]
    public async Task The_clock_is_refused_in_tree(string macro, params string[] cflags)
    {
        workshop.Files.Write("src/lib/x/one.c", $"const char built[] = {macro};\n");

        var refusal = (await FluentActions.Awaiting(() => workshop.CompileAsync(workshop.InTree("x", cflags)))
            .Should().ThrowAsync<BuildException>()).Which;

        refusal.Code.Should().Be(UserlandErrors.ClockInProgram);
        refusal.Cause.Should().Contain("one.c:1:22: error: ");
        refusal.Fix.Should().Contain(macro).And.Contain("recipe.toml");
    }

    [Fact]
    public async Task The_clock_is_refused_upstream()
    {
        workshop.Files.Write("src/lib/x/build.sh", "set -e\n$CC --target=$TRIPLE $CFLAGS -c src/main.c -o main.o\nmkdir out\nmv main.o out\n");
        var component = await workshop.UpstreamAsync("x", "const char built[] = __DATE__;\n");

        (await FluentActions.Awaiting(() => workshop.CompileAsync(component)).Should().ThrowAsync<BuildException>())
            .Which.Code.Should().Be(UserlandErrors.ClockInProgram);
    }

    [Fact]
    public async Task An_upstream_build_knows_of_the_compilers_own_headers()
    {
        workshop.Files.Write("src/lib/x/build.sh", "mkdir out; cp src/main.c out\n");
        var component = await workshop.UpstreamAsync("x", "");
        await HaveHeaderAsync("1");
        await workshop.CompileAsync(component);
        (await workshop.CompileAsync(component)).Should().NotBeEmpty().And.OnlyContain(step => step.Cached);
        await HaveHeaderAsync("2");

        (await workshop.CompileAsync(component)).Should().Contain(step => step.Spec.Mnemonic == "UpstreamBuild" && !step.Cached);
    }

    private async Task HaveHeaderAsync(string content)
    {
        using var services = workshop.Files.Open();
        var digest = await services.Store.PutAsync(System.Text.Encoding.UTF8.GetBytes(content));
        workshop.Resources = FileTree.Empty.With("include/stddef.h", new FileNode(digest));
    }
}
