using OpenLinux.Common.Errors;
using OpenLinux.TestKit.Userland;
using OpenLinux.Userland;

namespace OpenLinux.Tests.Userland;

/// <summary>What a component's compiles see, and what it puts into the sysroot: headers, include_dirs and flags of a recipe.</summary>
public sealed class RecipeHeaderTests : IDisposable
{
    private readonly SourceWorkshop workshop = new();

    public RecipeHeaderTests()
    {
        Write("src/lib/c/include/c.h", "#include <bits/word.h>\n");
        Write("src/lib/c/arch/x86_64/bits/word.h", "typedef long word;\n");
        Write("src/lib/c/arch/aarch64/bits/word.h", "#error\n");
        Write("src/lib/c/private/secret.h", "#define SECRET 1\n");
        Write("src/lib/c/c.c", "#include <c.h>\n#include <secret.h>\nword c = SECRET;\n");
        Write("src/lib/c/recipe.toml", """
            headers = { "usr/include" = ["include"], "usr/include/bits" = ["arch/{arch}/bits"] }
            include_dirs = ["private"]
            """);
    }

    public void Dispose() => workshop.Dispose();

    [Fact]
    public async Task Headers_go_where_the_recipe_says_and_its_own_compiles_find_them_there()
    {
        var built = await workshop.BuildAsync("c");

        built.Outputs["c"].Files.Nodes.Keys.Should().Equal("lib/libc.a", "usr/include/bits/word.h", "usr/include/c.h");
    }

    [Fact]
    public async Task Others_see_them_in_the_sysroot_and_nothing_private()
    {
        Write("src/lib/m/m.c", "#include <c.h>\n#if __has_include(<secret.h>)\n#error\n#endif\nword m;\n");

        (await workshop.BuildAsync("c", "m")).Outputs["m"].Files.Nodes.Keys.Should().Contain("lib/libm.a");
    }

    [Fact]
    public async Task A_private_folder_is_found_by_those_who_name_it()
    {
        Write("src/lib/m/m.c", "#include <secret.h>\nint m = SECRET;\n");
        Write("src/lib/m/recipe.toml", "include_dirs = [\".\", \"{c}/private\"]\n");
        await workshop.BuildAsync("c", "m");
        Write("src/lib/c/private/secret.h", "#define SECRET 2\n");

        var built = await workshop.BuildAsync("c", "m");

        built.Ran("CcCompile").Should().BeEquivalentTo("x86_64 src/lib/c/c.c", "x86_64 src/lib/m/m.c");
        (await workshop.CommandsOfAsync("c", "m")).Should().Contain("src/lib/c/private");
    }

    [Fact]
    public async Task A_header_that_a_mapped_folder_gains_goes_before_one_of_the_sysroot()
    {
        Write("src/lib/base/recipe.toml", "sources = []\n");
        Write("src/lib/base/include/late.h", "#define LATE 1\n");
        Write("src/lib/c/c.c", "#include <late.h>\nint c = LATE;\n");
        await workshop.BuildAsync("base", "c");
        Write("src/lib/c/private/late.h", "#define LATE 2\n");

        (await workshop.BuildAsync("base", "c")).Ran("CcCompile").Should().Equal("x86_64 src/lib/c/c.c");
    }

    [Fact]
    public async Task A_changed_mapping_is_seen_by_all()
    {
        Write("src/lib/m/m.c", "#include <bits/word.h>\nword m;\n");
        await workshop.BuildAsync("c", "m");
        Write("src/lib/c/other/word.h", "typedef int word;\n");
        Write("src/lib/c/recipe.toml", """
            headers = { "usr/include" = ["include"], "usr/include/bits" = ["other"] }
            include_dirs = ["private"]
            """);

        (await workshop.BuildAsync("c", "m")).Ran("CcCompile").Should().BeEquivalentTo("x86_64 src/lib/c/c.c", "x86_64 src/lib/m/m.c");
    }

    [Fact]
    public async Task One_header_may_be_named_and_a_program_may_give_some_as_well()
    {
        Write("src/lib/small/small.c", "int main(void);\nvoid _start(void) { main(); for (;;); }\n");
        Write("src/lib/small/recipe.toml", "start_files = []\n");
        Write("src/bin/p/p.c", "#include <p.h>\nint main(void) { return P; }\n");
        Write("src/bin/p/api/p.h", "#define P 0\n");
        Write("src/bin/p/recipe.toml", "headers = { \"usr/include\" = [\"api/p.h\"] }\n");

        (await workshop.BuildAsync("small", "p")).Outputs["p"].Files.Nodes.Keys.Should().Equal("bin/p", "usr/include/p.h");
    }

    [Theory]
    [InlineData("headers = { \"usr/include\" = [\"inclde\"] }", "did you mean include?")]
    [InlineData("headers = { \"usr/include\" = [\"arch/{arch}/bit\"] }", "for any architecture")]
    [InlineData("include_dirs = [\"privat\"]", "did you mean private?")]
    [InlineData("include_dirs = [\"{m}/private\"]", "m is none of the libraries that it depends on")]
    public async Task What_is_not_there_is_refused(string keys, string expected)
    {
        Write("src/lib/c/recipe.toml", keys + "\n");

        var refusal = (await FluentActions.Awaiting(() => workshop.BuildAsync("c")).Should().ThrowAsync<BuildException>()).Which;

        refusal.Code.Should().Be(UserlandErrors.RecipePathMissing);
        refusal.Message.Should().Contain(expected);
    }

    [Fact]
    public async Task Two_headers_for_one_place_are_refused()
    {
        Write("src/lib/c/recipe.toml", "headers = { \"usr/include\" = [\"arch/x86_64/bits\", \"arch/aarch64/bits\"] }\n");

        (await FluentActions.Awaiting(() => workshop.BuildAsync("c")).Should().ThrowAsync<BuildException>())
            .Which.Code.Should().Be(UserlandErrors.PathConflict);
    }

    [Fact]
    public async Task A_component_is_built_without_flags_of_the_toolchain_where_it_says_so()
    {
        workshop.Flags = (["-Os", "-DPLAIN"], []);
        Write("src/lib/c/c.c", "#ifdef PLAIN\n#error\n#endif\nint c;\n");
        Write("src/lib/c/recipe.toml", "without = [\"-DPLAIN\"]\n");

        await workshop.BuildAsync("c");
    }

    [Fact]
    public async Task Flags_for_all_programs_stand_in_one_place()
    {
        Write("src/lib/recipe.toml", "licence = \"MIT\"\ncflags = [\"-DALL=1\", \"-DEACH=1\"]\n");
        Write("src/lib/c/c.c", "#if ALL + EACH != 3\n#error\n#endif\nint c;\n");
        Write("src/lib/c/recipe.toml", "cflags = [\"-UEACH\", \"-DEACH=2\"]\n");
        await workshop.BuildAsync("c");
        Write("src/lib/recipe.toml", "licence = \"MIT\"\ncflags = [\"-DALL=2\", \"-DEACH=1\"]\n");

        (await FluentActions.Awaiting(() => workshop.BuildAsync("c")).Should().ThrowAsync<BuildException>()).Which.Message.Should().Contain("#error");
    }

    [Fact]
    public async Task Those_of_another_kind_do_not()
    {
        Write("src/lib/recipe.toml", "kind = \"system\"\nlicence = \"MIT\"\n");

        (await FluentActions.Awaiting(() => workshop.CommandsOfAsync("c")).Should().ThrowAsync<BuildException>()).Which.Message.Should().Contain("in-tree");
    }

    private void Write(string path, string text) => workshop.Files.Write(path, text);
}
