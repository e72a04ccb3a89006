using OpenLinux.Common.Errors;
using OpenLinux.Engine.Actions;
using OpenLinux.TestKit.Engine;
using OpenLinux.Userland.Reading;

namespace OpenLinux.Tests.Userland;

/// <summary>With the real compiler: src/main.c reads what its depfile does not tell, or what is no input. -I src -I a -I b.</summary>
public sealed class CompileReadTests : IDisposable
{
    private readonly Workshop workshop = new();

    public CompileReadTests()
    {
        workshop.Write("src/data.s", ".byte 1\n");
        workshop.Write("a/unrelated.h", "#define UNRELATED 1\n");
        workshop.Write("b/value.h", "#define VALUE 1\n");
    }

    [Theory]
    [InlineData("""__asm__(".section .rodata\n.include \"src/data.s\"\n");""")]
    [InlineData("""__asm__(".inc" "bin \"src/data.s\"");""")]
    [InlineData("""__asm__(".INCBIN \"src/data.s\"");""")]
    [InlineData("__asm__(\".inc\\\nbin \\\"src/data.s\\\"\");")]
    [InlineData("""__asm__("\x2eincbin \"src/data.s\"");""")]
    [InlineData("#define READ \".incb\" \"in\"\n__asm__(READ \" \\\"src/data.s\\\"\");")]
    [InlineData("#define PASTE(a, b) a##b\nPASTE(__as, m__)(\".incb\" \"in \\\"src/data.s\\\"\");")]
    [InlineData("""void f(void) { __asm__(".inc{bin|lude} \"src/data.s\"" ::); }""")]
    [InlineData("""__asm__(".macro reads what:vararg\n.inc\\()bin \\what\n.endm\nreads \"src/data.s\"");""")]
    [InlineData("""__asm__("1: /* one */ .incbin \"data.s\"");""")]
    public async Task A_file_that_assembly_reads_counts(string source)
    {
        workshop.Write("src/main.c", source + "\n");
        var first = await CompileAsync();
        workshop.Write("src/data.s", ".byte 2\n");

        var second = await CompileAsync();

        second.Cached.Should().BeFalse();
        second.Reason.Should().Be("src/data.s changed");
        second.Outputs.Nodes["main.o"].Should().NotBe(first.Outputs.Nodes["main.o"]);
    }

    [Fact]
    public async Task A_macro_of_the_command_line_may_hold_the_assembly()
    {
        workshop.Write("src/main.c", "DATA\n");
        var first = await CompileAsync("""-DDATA=__asm__(".inc" "bin \"src/data.s\"");""");
        workshop.Write("src/data.s", ".byte 2\n");

        var second = await CompileAsync("""-DDATA=__asm__(".inc" "bin \"src/data.s\"");""");

        second.Outputs.Nodes["main.o"].Should().NotBe(first.Outputs.Nodes["main.o"]);
    }

    [Theory]
    [InlineData("""void f(void) { __asm__ volatile("" ::: "memory"); }""")]
    [InlineData("""int f(int x) { __asm__("bswapl %0" : "+r"(x)); return x; }""")]
    [InlineData("""extern int plain(void) __asm__("other"); int f(void) { return plain(); }""")]
    [InlineData("#define NOTHING \"nop\"\nvoid f(void) { __asm__ volatile(NOTHING); }")]
    [InlineData("""__asm__(".pushsection .note,\"a\"\n.long 1\n.popsection");""")]
    [InlineData("#define PASTE(a, b) a##b\nint PASTE(val, ue)(int c);")]
    [InlineData("const char text[] = \"__asm__(.incbin)\"; int f(void) { return sizeof text; }")]
    public async Task What_reads_no_file_leaves_the_rest_out_of_the_key(string source)
    {
        workshop.Write("src/main.c", source + "\n");
        await CompileAsync();
        workshop.Write("a/unrelated.h", "#define UNRELATED 2\n");

        (await CompileAsync()).Cached.Should().BeTrue();
    }

    [Fact]
    public async Task Without_a_way_to_list_the_assembly_all_inputs_count()
    {
        workshop.Write("src/main.c", "#define NOTHING \"nop\"\nvoid f(void) { __asm__ volatile(NOTHING); }\n");
        await RunAsync(spec => spec with { Headers = spec.Headers! with { Reader = new CInputReader([]) } });
        workshop.Write("a/unrelated.h", "#define UNRELATED 2\n");

        (await RunAsync(spec => spec with { Headers = spec.Headers! with { Reader = new CInputReader([]) } })).Cached.Should().BeFalse();
    }

    [Theory]
    [InlineData("#if __has_inc\\\nlude(<extra.h>)")]
    [InlineData("#define PASTE(a, b) a##b\n#if PASTE(__has_, include)(<extra.h>)")]
    public async Task A_question_for_a_name_is_seen_however_it_is_spelt(string question)
    {
        workshop.Write("src/main.c", question + "\n#include <extra.h>\n#else\n#define VALUE 1\n#endif\nint value = VALUE;\n");
        var first = await CompileAsync();
        workshop.Write("b/extra.h", "#define VALUE 2\n");

        var second = await CompileAsync();

        second.Cached.Should().BeFalse();
        second.Outputs.Nodes["main.o"].Should().NotBe(first.Outputs.Nodes["main.o"]);
    }

    [Theory]
    [InlineData("#include \"{outside}/value.h\"\n", "OL321")]
    [InlineData("#include \"../../../../../../../../../../../..{outside}/value.h\"\n", "OL321")]
    [InlineData("__asm__(\".incbin \\\"{outside}/value.h\\\"\");\n", "OL321")]
    [InlineData("__asm__(\".inc\" \"bin \\\"../../../../../../../../../../../..{outside}/value.h\\\"\");\n", "OL321")]
    [InlineData("__asm__(\".include \\\"src/nested.s\\\"\");\n", "OL321")]
    [InlineData("#if __has_include(\"{outside}/value.h\")\n#endif\n", "OL32")]
    [InlineData("#if __has_include(\"{outside}/absent.h\")\n#endif\n", "OL322")]
    [InlineData("#if __has_include(<../../absent.h>)\n#endif\n", "OL322")]
    [InlineData("#define WHERE \"{outside}/absent.h\"\n#if __has_include(WHERE)\n#endif\n", "OL322")]
    [InlineData("#include \"linked.h\"\n", "OL321")]
    public async Task What_is_no_input_is_refused_by_name(string source, string code)
    {
        var outside = Directory.CreateDirectory(Path.Combine(workshop.Root, "outside")).FullName;
        File.WriteAllText(Path.Combine(outside, "value.h"), "");
        File.CreateSymbolicLink(Path.Combine(workshop.Checkout, "src/linked.h"), Path.Combine(outside, "value.h"));
        workshop.Write("src/nested.s", $".incbin \"{outside}/value.h\"\n");
        workshop.Write("src/main.c", source.Replace("{outside}", outside, StringComparison.Ordinal));

        var refusal = (await FluentActions.Awaiting(() => CompileAsync()).Should().ThrowAsync<BuildException>()).Which;

        refusal.Code.Id.Should().StartWith(code);
        (refusal.Subject + refusal.Cause).Should().ContainAny("value.h", "absent.h", "WHERE", "linked.h");
        refusal.Cause.Should().Contain("src/main.c");
    }

    [Fact]
    public async Task Talk_of_questions_is_no_question()
    {
        workshop.Write("src/main.c", """
            /* __has_include(WHERE) is not asked. */
            #ifdef __has_include
            #if defined(__has_include) && __has_include(<value.h>) // nor __has_include("/etc/passwd")
            #include <value.h>
            #endif
            #endif
            const char text[] = "__has_include(\"/etc/passwd\")";

            """);

        (await CompileAsync()).Cached.Should().BeFalse();
    }

    [Fact]
    public async Task A_header_whose_name_has_a_backslash_counts_though_the_depfile_calls_it_otherwise()
    {
        workshop.Write("src/a/b.h", "");
        workshop.Write("src/a\\b.h", "#define VALUE 1\n");
        workshop.Write("src/main.c", "#include \"a\\b.h\"\nint value = VALUE;\n");
        var first = await CompileAsync();
        workshop.Write("src/a\\b.h", "#define VALUE 2\n");

        (await CompileAsync()).Outputs.Nodes["main.o"].Should().NotBe(first.Outputs.Nodes["main.o"]);
    }

    [Fact]
    public async Task A_new_folder_that_a_path_leads_through_is_noticed()
    {
        workshop.Write("a/value.h", "#define VALUE 2\n");
        workshop.Write("b/sub/other", "");
        workshop.Write("src/main.c", "#include <sub/../value.h>\nint value = VALUE;\n");
        var first = await CompileAsync();
        (await CompileAsync()).Cached.Should().BeTrue();
        workshop.Write("a/sub/other", "");

        var second = await CompileAsync();

        second.Cached.Should().BeFalse();
        second.Reason.Should().Be("a folder that a header is looked for in came or went");
        second.Outputs.Nodes["main.o"].Should().NotBe(first.Outputs.Nodes["main.o"]);
    }

    public void Dispose() => workshop.Dispose();

    private Task<ActionOutcome> CompileAsync(params string[] flags) =>
        RunAsync(spec => spec with { Arguments = [.. spec.Arguments, .. flags] });

    private Task<ActionOutcome> RunAsync(Func<ActionSpec, ActionSpec> change) => workshop.RunAsync(services => change(new ActionSpec
    {
        Mnemonic = "CcCompile",
        Label = "src/main.c",
        Arguments = ["clang", "-nostdinc", "-I", "src", "-I", "a", "-I", "b", "-c", "src/main.c", "-o", "main.o", "-MD", "-MF", "main.d"],
        Environment = Workshop.PathOnly,
        Inputs = workshop.Tree(services, "src").WithTree("", workshop.Tree(services, "a")).WithTree("", workshop.Tree(services, "b")),
        Outputs = ["main.o"],
        Headers = new HeaderDiscovery("main.d", ["src/main.c"], new CInputReader(["-S", "-fno-integrated-as", "-o", "main.s"])),
    }));
}
