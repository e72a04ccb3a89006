using OpenLinux.Common.Errors;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.TestKit.Userland;

namespace OpenLinux.EndToEnd.Userland;

/// <summary>Makefiles of releases, run by the real make with the real compiler; each build is in a folder of its own.</summary>
public sealed class CompilerFrontTests : IDisposable
{
    private const string Build = "set -eu; cd src; make CC=\"$CC\" CFLAGS=\"$CFLAGS\"; mkdir -p ../out; cp *.o *.d ../out";

    private const string Makefile =
        "all: one.o two.o\n%.o: %.c\n\t$(CC) $(CFLAGS) -MD -Ifirst -Isecond -c -o $@ $<\n";

    private static readonly (string Path, string Text)[] Release =
    [
        ("Makefile", Makefile),
        ("one.c", "#include \"value.h\"\nint one(void) { return VALUE; }\n"),
        ("two.c", "int two(void) { return 2; }\n"),
        ("first/other.h", "\n"),
        ("second/value.h", "#define VALUE 1\n"),
    ];

    private readonly SmallUserland userland = new();

    public void Dispose() => userland.Dispose();

    [Fact]
    public async Task What_was_compiled_once_is_not_compiled_in_another_folder()
    {
        var first = await BuildAsync(Build, Release);
        first.Compiled.Should().BeEquivalentTo(["x86_64 rel 1 src/one.c", "x86_64 rel 1 src/two.c"]);

        var second = await BuildAsync(Build + " # again", Release);

        second.Compiled.Should().BeEmpty();
        second.Known.Should().HaveCount(2);
        second.Files.Nodes["one.o"].Should().Be(first.Files.Nodes["one.o"]);
    }

    [Fact]
    public async Task A_depfile_names_the_folder_of_the_build_that_asks_for_it()
    {
        const string script = "set -eu; mkdir -p out; echo 'int x;' >src/x.h; sleep 0.1; cd src; $CC $CFLAGS -MD -include \"${PWD}/x.h\" -c two.c; sed \"s|${PWD%/src}|here|g\" two.d >../out/two.d";
        var first = await BuildAsync(script, Release);
        var second = await BuildAsync(script + " # again", Release);

        second.Known.Should().ContainSingle();
        (await userland.TextOfAsync(second.Files, "two.d")).Should().Contain("here/src/x.h").And.NotContain("@{root}");
        second.Contents.Should().Equal(first.Contents);
    }

    [Fact]
    public async Task An_edited_header_compiles_what_reads_it()
    {
        await BuildAsync(Build, Release);
        var second = await BuildAsync(Build, With("second/value.h", "#define VALUE 3\n"));

        second.Compiled.Should().Equal("x86_64 rel 1 src/one.c");
        second.Known.Should().Equal("x86_64 rel 1 src/two.c");
        userland.Steps.Last(step => step is { Spec.Mnemonic: "CcCompile", Cached: false }).Reason.Should().Contain("src/second/value.h");
    }

    [Fact]
    public async Task A_header_that_comes_before_another_one_on_the_include_path_counts()
    {
        await BuildAsync(Build, Release);

        (await BuildAsync(Build, [.. Release, ("first/value.h", "#define VALUE 4\n")])).Compiled.Should().Equal("x86_64 rel 1 src/one.c");
    }

    [Fact]
    public async Task A_header_that_the_build_itself_writes_counts_as_it_is_at_that_moment()
    {
        const string script = "set -eu; mkdir -p out; cd src; for n in 1 2 1; do echo \"int v = $n;\" >gen.h; echo '#include \"gen.h\"' >gen.c; $CC $CFLAGS -c gen.c -o gen$n.o; sleep 0.05; done; cp gen?.o ../out";
        var build = await BuildAsync(script, Release);

        build.Files.Nodes["gen1.o"].Should().NotBe(build.Files.Nodes["gen2.o"]);
        build.Compiled.Should().HaveCount(2);
        build.Known.Should().ContainSingle();
    }

    [Fact]
    public async Task A_header_that_vanishes_is_missed_by_the_compiler_and_not_found_in_the_cache()
    {
        await BuildAsync(Build, Release);

        var failure = await FluentActions.Awaiting(() => BuildAsync(Build, [.. Release.Where(file => file.Path != "second/value.h")])).Should().ThrowAsync<BuildException>();
        failure.Which.Cause.Should().Contain("one.c:1:10: fatal error: 'value.h' file not found");
    }

    [Fact]
    public async Task A_folder_that_a_path_leads_through_counts()
    {
        const string script = "set -eu; mkdir -p out; cd src; $CC $CFLAGS -Inew/../first -Isecond -c one.c; cp one.o ../out";
        (string, string)[] release = [.. Release, ("first/value.h", "#define VALUE 5\n")];
        var without = await BuildAsync(script, release);

        var with = await BuildAsync(script, [.. release, ("new/any", "")]);

        with.Compiled.Should().ContainSingle();
        with.Contents.Should().NotEqual(without.Contents);
    }

    [Fact]
    public async Task A_question_for_a_header_is_asked_again_when_that_comes()
    {
        const string script = "set -eu; mkdir -p out; cd src; $CC $CFLAGS -Ifirst -c ask.c; cp ask.o ../out";
        (string, string)[] release = [.. Release, ("ask.c", "#if __has_include(<extra.h>)\nint yes;\n#else\nint no;\n#endif\n")];
        await BuildAsync(script, release);
        (await BuildAsync(script + " # again", release)).Compiled.Should().BeEmpty();

        (await BuildAsync(script, [.. release, ("first/extra.h", "")])).Compiled.Should().ContainSingle();
    }

    [Fact]
    public async Task What_the_compiler_says_is_said_again()
    {
        const string script = "set -eu; mkdir -p out; cd src; $CC $CFLAGS -Wall -c odd.c 2>../out/said; cp odd.o ../out";
        (string, string)[] release = [("odd.c", "int odd(void) { int unused; return 1; }\n")];
        var first = await BuildAsync(script, release);
        var second = await BuildAsync(script + " # again", release);

        second.Known.Should().ContainSingle();
        (await userland.TextOfAsync(second.Files, "said")).Should().Contain("odd.c:1:21: warning: unused variable 'unused'");
        second.Contents.Should().Equal(first.Contents);
    }

    [Fact]
    public async Task What_cannot_be_compiled_says_so_each_time()
    {
        (string, string)[] release = [("bad.c", "int bad(void) { return nothing; }\n")];
        foreach (var script in new[] { "cd src; $CC $CFLAGS -c bad.c", "cd src; $CC $CFLAGS -c bad.c # again" })
        {
            var failure = await FluentActions.Awaiting(() => BuildAsync(script, release)).Should().ThrowAsync<BuildException>();
            failure.Which.Cause.Should().Contain("bad.c:1:24: error: use of undeclared identifier 'nothing'");
        }
    }

    [Fact]
    public async Task A_question_to_the_compiler_is_asked_once()
    {
        const string script = "set -eu; mkdir -p out; cd src; for option in -Oz -fno-such-thing; do if $CC $option -S -o /dev/null -xc /dev/null 2>/dev/null; then echo yes; else echo no; fi; done >../out/answers";
        var first = await BuildAsync(script, Release);
        var second = await BuildAsync(script + " # again", Release);

        (await userland.TextOfAsync(first.Files, "answers")).Should().Be("yes\nno\n");
        second.Contents.Should().Equal(first.Contents);
        userland.Steps.Count(step => step is { Spec.Mnemonic: "CcQuestion", Cached: true }).Should().Be(2);
    }

    [Fact]
    public async Task Without_its_host_a_front_is_the_compiler()
    {
        var with = await BuildAsync(Build, Release);
        var without = await BuildAsync($"export OPENLINUX_FRONT=/nowhere; {Build}", Release);

        without.Compiled.Concat(without.Known).Should().BeEmpty();
        without.Files.Nodes["one.o"].Should().Be(with.Files.Nodes["one.o"]);
    }

    [Fact]
    public async Task What_does_more_than_turn_one_file_into_another_runs_as_it_is()
    {
        var build = await BuildAsync("set -eu; mkdir -p out; cd src; $CC $CFLAGS -save-temps -Isecond -c one.c; cp one.o one.i ../out", Release);

        build.Compiled.Should().BeEmpty();
        build.Files.Nodes.Should().ContainKeys("one.o", "one.i");
    }

    [Fact]
    public async Task What_reads_more_than_can_be_told_is_compiled_each_time()
    {
        const string script = "set -eu; mkdir -p out; cd src; for text in clock.c pasted.c assembly.c macro.c outside.c shadow.c question.c alias.S; do $CC -w -Ifirst -c $text; done; cp *.o ../out";
        (string, string)[] release =
        [
            ("data", "1"),
            ("clock.c", "const char *when = __DATE__;\n"),
            ("pasted.c", "#define DAY(a, b) a ## b\nconst char *when = DAY(__DA, TE__);\n"),
            ("assembly.c", "__asm__(\".incbin \\\"data\\\"\");\n"),
            ("macro.c", "#define READ \".inc\" \"bin \\\"da\" \"ta\\\"\"\n__asm__(READ);\n"),
            ("outside.c", "#define READ(path) \".inc\" \"bin \\\"\" path \"\\\"\"\n__asm__(READ(\"/etc/passwd\"));\n"),
            ("shadow.c", "#define READ \".inc\" \"lude \\\"same.h\\\"\"\n#include <same.h>\n__asm__(READ);\n"),
            ("same.h", "\n"),
            ("first/same.h", "\n"),
            ("alias.S", "#define READ incbin\n.READ \"data\"\n"),
            ("question.c", "#define NAME <data>\n#if __has_include(NAME)\nint x;\n#endif\n"),
        ];
        await BuildAsync(script, release);

        var second = await BuildAsync(script + " # again", release);

        second.Known.Concat(second.Compiled).Should().BeEmpty();
    }

    [Fact]
    public async Task Assembly_in_C_whose_final_text_the_compiler_alone_knows_is_watched()
    {
        const string script = "set -eu; mkdir -p out; cd src; for text in macro pasted label; do $CC $CFLAGS -MD -c $text.c; done; cp *.o *.d ../out";
        (string, string)[] release =
        [
            ("macro.c", "#define NOTHING \"nop\"\nvoid f(void) { __asm__ volatile(NOTHING); }\n"),
            ("pasted.c", "#define CAT(a, b) a##b\nint f(int as, int m) { return CAT(a, s) + m; }\n"),
            ("label.c", "#include \"label.h\"\nint f(void) __asm__(NAMED(g));\nint f(void) { return 1; }\n"),
            ("label.h", "#define NAMED(name) #name\n"),
        ];
        var first = await BuildAsync(script, release);

        var second = await BuildAsync(script + " # again", release);

        second.Known.Should().HaveCount(3);
        second.Contents.Should().Equal(first.Contents);
    }

    [Fact]
    public async Task What_is_known_for_one_architecture_is_not_for_another()
    {
        static string Script(string triple) => $"set -eu; mkdir -p out; cd src; $CC $CFLAGS --target={triple} -c two.c; cp two.o ../out";
        var first = await BuildAsync(Script("x86_64-linux-musl"), Release);

        var other = await BuildAsync(Script("aarch64-linux-musl"), Release);

        other.Compiled.Should().ContainSingle();
        other.Contents.Should().NotEqual(first.Contents);
        (await BuildAsync(Script("aarch64-linux-musl") + " # again", Release)).Known.Should().ContainSingle();
    }

    [Fact]
    public async Task Builds_that_run_at_the_same_time_share_what_they_compile()
    {
        string[] names = ["here", "there"];
        foreach (var name in names)
        {
            userland.AddRelease(name, Build, Release);
        }

        var files = await Task.WhenAll(names.Select(name => userland.BuildAsync(name)));

        files[0].Nodes.Should().Equal(files[1].Nodes);
        (await BuildAsync(Build, Release)).Known.Should().HaveCount(2);
    }

    [Fact]
    public async Task Assembly_is_compiled_once_too()
    {
        const string script = "set -eu; mkdir -p out; cd src; $CC -c plain.s -o plain.o; $CC $CFLAGS -c pre.S -o pre.o; cp *.o ../out";
        (string, string)[] release = [("plain.s", ".globl a\na: ret\n"), ("pre.S", "#include \"name.h\"\n.globl NAME\nNAME: ret\n"), ("name.h", "#define NAME b\n")];
        await BuildAsync(script, release);

        (await BuildAsync(script + " # again", release)).Known.Should().HaveCount(2);
        (await BuildAsync(script, [release[0], release[1], ("name.h", "#define NAME c\n")])).Compiled.Should().Equal("x86_64 rel 1 src/pre.S");
    }

    [Fact]
    public async Task A_compile_of_a_makefile_is_an_action_that_can_run_anywhere()
    {
        const string generated = "set -eu; cd src; mkdir first; printf '#define USE_ONE 1\\n#define USE_TWO 1\\n' >first/config.h; cd ..; " + Build;
        var build = await BuildAsync(generated, [("Makefile", Makefile), ("one.c", "#include \"config.h\"\n#include <stdio.h>\nint one(void) { return puts(__FILE__) + USE_ONE; }\n"), ("two.c", "int two;\n")]);
        build.Compiled.Should().HaveCount(2);

        foreach (var step in userland.Steps.Where(step => step.Spec.Mnemonic == "CcCompile").ToList())
        {
            var alone = await userland.RunAloneAsync(step.Spec);

            alone.Key.Should().Be(step.Key);
            alone.Outputs.Nodes.Should().Equal(step.Outputs.Nodes);
            alone.Stdout.Should().Be(step.Stdout);
        }
    }

    [Theory]
    [InlineData("#define USE_ONE 1\n#define USE_TWO 2\n", true)]
    [InlineData("#define USE_ONE 2\n#define USE_TWO 1\n", false)]
    [InlineData("#define USE_ONE 1\n#define USE_TWO 1\nint three;\n", false)]
    public async Task Of_a_configuration_header_that_counts_which_a_unit_can_name(string configuration, bool isKnown)
    {
        static string Script(string text) => $"set -eu; mkdir -p out; cd src; printf '{text.Replace("\n", "\\n", StringComparison.Ordinal)}' >config.h; sleep 0.05; $CC -g -gdwarf-4 -O1 -include config.h -c use.c; cp use.o ../out";
        (string, string)[] release = [("use.c", "#ifdef USE_ONE\nint one = USE_ONE;\n#endif\n")];
        var first = await BuildAsync(Script("#define USE_ONE 1\n#define USE_TWO 1\n"), release);
        first.Compiled.Should().ContainSingle();

        var second = await BuildAsync(Script(configuration), release);

        second.Known.Should().HaveCount(isKnown ? 1 : 0);
        second.Compiled.Should().HaveCount(isKnown ? 0 : 1);
    }

    private static (string, string)[] With(string path, string text) => [.. Release.Select(file => file.Path == path ? (path, text) : file)];

    private async Task<FrontBuild> BuildAsync(string script, (string Path, string Text)[] release)
    {
        var before = userland.Steps.Count;
        userland.AddRelease("rel", script, release);
        var files = await userland.BuildAsync("rel");
        var steps = userland.Steps.Skip(before).Where(step => step.Spec.Mnemonic == "CcCompile").ToList();
        return new FrontBuild(files, [.. steps.Where(step => !step.Cached).Select(Label)], [.. steps.Where(step => step.Cached).Select(Label)]);

        static string Label(ActionOutcome step) => step.Spec.Label;
    }

    private sealed record FrontBuild(FileTree Files, IReadOnlyList<string> Compiled, IReadOnlyList<string> Known)
    {
        public IEnumerable<string> Contents => Files.Nodes.Select(node => $"{node.Key} {node.Value}");
    }
}
