using OpenLinux.Common.Errors;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Userland;
using OpenLinux.Userland;
using OpenLinux.Userland.Recipes;

namespace OpenLinux.Tests.Userland;

/// <summary>Which files of a component are compiled: sources, exclude and objects of a recipe, with the real compiler.</summary>
public sealed class RecipeSourceTests : IDisposable
{
    private readonly SourceWorkshop workshop = new();

    public void Dispose() => workshop.Dispose();

    [Theory]
    [InlineData("*.c", "a.c", true)]
    [InlineData("*.c", "sub/a.c", false)]
    [InlineData("*.c", ".hidden.c", false)]
    [InlineData("*/*.c", "sub/a.c", true)]
    [InlineData("**/*.c", "a.c", true)]
    [InlineData("**/*.c", "x/y/a.c", true)]
    [InlineData("**/*.c", "x/.git/a.c", false)]
    [InlineData("**", "x/y/a.c", true)]
    [InlineData("a?.c", "ab.c", true)]
    [InlineData("a?.c", "a.c", false)]
    [InlineData("*.{c,s,S}", "a.s", true)]
    [InlineData("*.{c,s,S}", "a.h", false)]
    [InlineData("{a,b}{1,2}.c", "b1.c", true)]
    [InlineData("a{,b}", "a", true)]
    [InlineData("arch/{arch}/*.c", "arch/x86_64/a.c", true)]
    [InlineData("arch/{arch}/*.c", "arch/aarch64/a.c", false)]
    [InlineData("*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaac", false)]
    public void A_pattern_matches_as_in_a_shell(string pattern, string path, bool matches) =>
        SourcePattern.Of(pattern, "x86_64").Matches(path).Should().Be(matches);

    [Fact]
    public async Task Sources_are_taken_by_pattern_and_architecture_and_the_rest_is_told()
    {
        Library("""sources = ["*/*.c", "arch/{arch}/*.{c,s,S}"]""" + "\nexclude = [\"old/*.c\"]");
        Write("string/one.c", "int one;\n");
        Write("old/gone.c", "#error\n");
        Write("deep/er/lost.c", "#error\n");
        Write("top.S", "lost\n");
        Write("arch/x86_64/two.s", ".globl two\ntwo: ret\n");
        Write("arch/x86_64/three.S", "#ifdef __x86_64__\n.globl three\nthree: ret\n#endif\n");
        Write("arch/aarch64/two.s", "lost\n");

        var built = await workshop.BuildAsync("x");

        (await SymbolsAsync(built)).Should().BeEquivalentTo("one", "two", "three");
        workshop.LeftOut.Should().ContainSingle().Which.Should()
            .Contain("src/lib/x").And.Contain("deep/er/lost.c, top.S").And.NotContain("old/").And.NotContain("arch/");
    }

    [Fact]
    public async Task A_file_that_a_pattern_now_matches_is_compiled()
    {
        Library("""sources = ["*.c"]""");
        Write("one.c", "int one;\n");
        await workshop.BuildAsync("x");
        Write("two.c", "int two;\n");

        var built = await workshop.BuildAsync("x");

        built.Ran("CcCompile").Should().Equal("x86_64 src/lib/x/two.c");
        (await SymbolsAsync(built)).Should().BeEquivalentTo("one", "two");
    }

    [Fact]
    public async Task One_that_is_excluded_now_leaves_the_archive()
    {
        Library("""sources = ["*.c"]""");
        Write("one.c", "int one;\n");
        Write("two.c", "int two;\n");
        await workshop.BuildAsync("x");
        Library("""sources = ["*.c"]""" + "\nexclude = [\"two.c\"]");

        (await SymbolsAsync(await workshop.BuildAsync("x"))).Should().BeEquivalentTo("one");
    }

    [Fact]
    public async Task C_and_assembly_of_one_name_lie_side_by_side()
    {
        Library("""sources = ["*.{c,s,S,cc}"]""");
        Write("f.c", "int a;\n");
        Write("f.s", ".globl b\nb: ret\n");
        Write("f.S", ".globl c\nc: ret\n");
        Write("f.cc", "extern \"C\" int d() { return 1; }\n");

        (await SymbolsAsync(await workshop.BuildAsync("x"))).Should().BeEquivalentTo("a", "b", "c", "d");
    }

    [Theory]
    [InlineData("two.s")]
    [InlineData("two.S")]
    public async Task What_assembly_reads_is_in_the_key(string source)
    {
        Library("""sources = ["*.{s,S}"]""");
        Write(source, ".globl two\ntwo: .incbin \"data.bin\"\n.include \"more.inc\"\n");
        Write("data.bin", "1");
        Write("more.inc", "nop\n");
        Write("unrelated.h", "1");
        await workshop.BuildAsync("x");

        Write("data.bin", "2");
        (await workshop.BuildAsync("x")).Ran("CcCompile").Should().ContainSingle();
        Write("more.inc", "ret\n");
        (await workshop.BuildAsync("x")).Ran("CcCompile").Should().ContainSingle();
    }

    [Theory]
    [InlineData("two.s")]
    [InlineData("two.S")]
    public async Task What_assembly_cannot_read_is_not(string source)
    {
        Library("""sources = ["*.{s,S}"]""");
        Write(source, ".globl two\ntwo: ret\n");
        Write("unrelated.h", "1");
        await workshop.BuildAsync("x");
        Write("unrelated.h", "2");

        (await workshop.BuildAsync("x")).Ran("CcCompile").Should().BeEmpty();
    }

    [Fact]
    public async Task Assembly_that_reads_a_file_out_of_its_inputs_is_refused()
    {
        Library("""sources = ["*.s"]""");
        Write("two.s", "two: .incbin \"/etc/hostname\"\n");

        (await FluentActions.Awaiting(() => workshop.BuildAsync("x")).Should().ThrowAsync<BuildException>()).Which.Subject.Should().Be("/etc/hostname");
    }

    [Fact]
    public async Task Assembly_holds_no_path_of_this_machine()
    {
        workshop.Flags = (["-g", "-gdwarf-4", "-ffile-compilation-dir=.", "-flto"], []);
        Library("""sources = ["*.{s,S}"]""");
        Write("two.s", "two: ret\n");
        Write("three.S", "three: ret\n");

        var archive = await workshop.WriteOutAsync((await workshop.BuildAsync("x")).Outputs["x"], "lib/libx.a");

        File.ReadAllText(archive, System.Text.Encoding.Latin1).Should().Contain("src/lib/x").And.NotContain(workshop.Files.Root);
    }

    [Fact]
    public async Task No_sources_make_a_library_of_headers_alone()
    {
        Library("sources = []");
        Write("include/x.h", "int x;\n");
        Write("sample.c", "#error\n");

        var built = await workshop.BuildAsync("x");

        built.Outputs["x"].Files.Nodes.Keys.Should().Equal("usr/include/x.h");
        workshop.LeftOut.Should().BeEmpty();
    }

    [Theory]
    [InlineData("sources = [\"*.s\"]", "sources has \"*.s\"")]
    [InlineData("sources = [\"arch/{arch}/*.s\"]", "for any architecture")]
    [InlineData("exclude = [\"twoo.c\"]", "did you mean two.c?")]
    [InlineData("objects = [\"crt1.S\"]", "objects has \"crt1.S\"")]
    [InlineData("sources = [\"*\"]", "it is neither C nor C++")]
    public async Task A_pattern_without_a_source_is_refused(string keys, string expected)
    {
        Library(keys);
        Write("two.c", "int two;\n");

        var refusal = (await FluentActions.Awaiting(() => workshop.BuildAsync("x")).Should().ThrowAsync<BuildException>()).Which;

        refusal.Code.Should().Be(UserlandErrors.RecipePathMissing);
        refusal.Message.Should().Contain(expected);
    }

    [Fact]
    public async Task A_library_with_sources_for_another_architecture_alone_is_refused()
    {
        Library("""sources = ["arch/{arch}/*.c"]""");
        Write("arch/aarch64/two.c", "int two;\n");

        (await FluentActions.Awaiting(() => workshop.BuildAsync("x")).Should().ThrowAsync<BuildException>())
            .Which.Code.Should().Be(UserlandErrors.NothingToCompile);
    }

    [Theory]
    [InlineData("late.c", "int late(void)\n{\n\treturn 1;\n}\n")]
    [InlineData("arch/aarch64/late.s", ".globl late\nlate:\n")]
    [InlineData("late.cc", "extern \"C\" int late(void) { return 1; }\n")]
    public async Task A_missing_symbol_whose_definition_is_not_taken_says_so(string file, string text)
    {
        Library("sources = [\"one.c\"]\nstart_files = []");
        Write("one.c", "int late(void);\nvoid _start(void) { late(); }\n");
        Write("other.c", "int late(void);\nint calls(void) { return late(); }\n");
        Write(file, text);
        workshop.Files.Write("src/bin/p/p.c", "int p;\n");

        var refusal = (await FluentActions.Awaiting(() => workshop.BuildAsync("x", "p")).Should().ThrowAsync<BuildException>()).Which;

        refusal.Code.Should().Be(UserlandErrors.SourceNotTaken);
        refusal.Cause.Should().Contain("undefined symbol: late").And.EndWith($"late is defined in src/lib/x/{file}, which is not compiled");
    }

    [Fact]
    public async Task One_that_nobody_defines_is_the_linkers_to_tell()
    {
        Library("sources = [\"one.c\"]\nstart_files = []");
        Write("one.c", "int late(void);\nvoid _start(void) { late(); }\n");
        Write("other.c", "int late(void);\nint calls(void) { return late(); }\n");
        workshop.Files.Write("src/bin/p/p.c", "int p;\n");

        (await FluentActions.Awaiting(() => workshop.BuildAsync("x", "p")).Should().ThrowAsync<BuildException>())
            .Which.Code.Id.Should().Be("OL301");
    }

    [Fact]
    public async Task Editors_are_told_how_each_source_is_compiled()
    {
        Library("""sources = ["*.{c,s}"]""" + "\nobjects = [\"crt1.S\"]\ncflags = [\"-DHERE={folder}/{arch}\"]");
        Write("one.c", "");
        Write("two.s", "");
        Write("crt1.S", "");

        (await workshop.CommandsOfAsync("x")).Should().Contain("src/lib/x/one.c").And.Contain("src/lib/x/two.s").And.Contain("src/lib/x/crt1.S")
            .And.Contain("-DHERE=src/lib/x/x86_64");
    }

    private async Task<string[]> SymbolsAsync(BuiltComponents built)
    {
        var archive = await workshop.WriteOutAsync(built.Outputs["x"], "lib/libx.a");
        return [.. Tool.Run("llvm-nm", ["--defined-only", "--format=just-symbols", "--no-sort", archive])
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.EndsWith(':'))];
    }

    private void Library(string recipe) => Write("recipe.toml", recipe + "\n");

    private void Write(string path, string text) => workshop.Files.Write($"src/lib/x/{path}", text);
}
