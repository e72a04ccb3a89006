using OpenLinux.Engine.Content;
using OpenLinux.Engine.Remote;
using OpenLinux.Remote.Grpc;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Remote;
using OpenLinux.TestKit.Userland;

namespace OpenLinux.EndToEnd.Remote;

/// <summary>Compiles that someone else's makefile calls, on workers that really run them.</summary>
public sealed class MakefilesOnWorkersTests : IAsyncLifetime
{
    private const string Build = "set -eu; cd src; make -j4 CC=\"$CC\" CFLAGS=\"$CFLAGS\" >/dev/null; mkdir -p ../out; cp *.o *.d *.txt ../out";

    /// <summary>The third's assembly is a macro's: which files it reads, only watching tells.</summary>
    private static readonly (string Path, string Text)[] Release =
    [
        ("Makefile",
            "OBJECTS = one.o two.o three.o start.o\n"
            + "all: $(OBJECTS) answer.txt\n"
            + "$(OBJECTS): made.h\n"
            + "made.h:\n\techo '#define MADE 7' >$@\n"
            + "%.o: %.c\n\t$(CC) $(CFLAGS) -Iinclude -MMD -MF $*.d -c -o $@ $<\n"
            + "%.o: %.s\n\t$(CC) -c -o $@ $<\n"
            + "answer.txt:\n\tfor option in -fno-such-option -fno-common; do $(CC) -Werror $$option -c -o /dev/null -x c /dev/null 2>/dev/null && echo yes || echo no; done >$@\n"),
        ("include/deep/one.h", "#include \"../two.h\"\n"),
        ("include/two.h", "int shared(void);\n"),
        ("one.c", "#include <deep/one.h>\n#include \"made.h\"\nint one(void) { return shared() + MADE; }\n"),
        ("two.c", "#if __has_include(\"absent.h\")\n#error\n#endif\nint unused_variable(void) { int x; return 2; }\n"),
        ("three.c", "#define AS(text) __asm__(#text)\nAS(nop);\nint three = __LINE__;\nconst char *file = __FILE__;\n"),
        ("start.s", ".globl start\nstart: ret\n"),
    ];

    private ReapiServer server = null!;

    public async ValueTask InitializeAsync() => server = await ReapiServer.StartAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task They_give_the_files_of_compiles_here_and_none_runs_here()
    {
        using var there = new SmallUserland(execution: Workers());
        using var here = new SmallUserland();
        there.AddRelease("made", Build, Release);
        here.AddRelease("made", Build, Release);

        var files = await there.BuildAsync("made");

        files.Nodes.Should().Equal((await here.BuildAsync("made")).Nodes);
        (await there.TextOfAsync(files, "answer.txt")).Should().Be("no\nyes\n");
        var units = there.Steps.Where(step => step.Spec.Mnemonic is "CcCompile" or "CcQuestion").ToList();
        units.Should().HaveCount(6).And.OnlyContain(step => !step.Cached);
        server.CountOf("Execute").Should().Be(units.Count);
    }

    [Fact]
    public async Task What_reads_a_file_of_the_worker_runs_here_and_is_not_kept()
    {
        using var folder = new TestFolder();
        folder.Write("secret", "of this machine");
        using var userland = new SmallUserland(execution: Workers());
        userland.AddRelease(
            "reads",
            "set -eu; cd src; $CC $CFLAGS -c -o reads.o reads.c; mkdir -p ../out; cp reads.o ../out",
            ("reads.c", $"#define AS(word, path) __asm__(\".inc\" #word \" \" #path)\nAS(bin, \"{folder.PathOf("secret")}\");\nint reads;\n"));

        (await userland.BuildAsync("reads")).Nodes.Should().NotBeEmpty();

        userland.Steps.Should().NotContain(step => step.Spec.Mnemonic == "CcCompile");
        server.CountOf("Execute").Should().Be(1);
    }

    [Fact]
    public async Task Without_a_server_that_answers_they_run_here()
    {
        using var here = new SmallUserland();
        here.AddRelease("made", Build, Release);
        using var there = new SmallUserland(execution: Workers() with { FallsBack = true });
        there.AddRelease("made", Build, Release);
        await server.DisposeAsync();

        (await there.BuildAsync("made")).Nodes.Should().Equal((await here.BuildAsync("made")).Nodes);
    }

    private RemoteExecutionOptions Workers() => new(new GrpcRemoteExecution(new GrpcRemoteCache(server.Endpoint), TimeSpan.FromSeconds(60)));
}
