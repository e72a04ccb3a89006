using OpenLinux.Engine.Content;
using OpenLinux.TestKit.Userland;

namespace OpenLinux.EndToEnd.Userland;

/// <summary>
/// A release as BusyBox is one: kconfig's kind of header, makefiles that give it to each compile, headers made of it. Whatever option
/// changes, a build that knows the compiles before gives the bytes that the compiler alone gives.
/// </summary>
public sealed class ChangedOptionTests : IDisposable
{
    /// <summary>Writes autoconf.h as scripts/kconfig/confdata.c does, and applet_tables.h of the options that are on.</summary>
    private const string Configure =
        """
        mkdir -p generated
        {
            echo '/* Automatically generated: do not edit */'
            while IFS='=' read -r name value; do
                case $value in
                n) printf '#undef CONFIG_%s\n#define ENABLE_%s 0\n#define IF_%s(...)\n#define IF_NOT_%s(...) __VA_ARGS__\n' $name $name $name $name ;;
                *)
                    [ "$value" != y ] || value=1
                    printf '#define CONFIG_%s %s\n#define ENABLE_%s 1\n#ifdef MAKE_SUID\n# define IF_%s(...) __VA_ARGS__ "CONFIG_%s"\n#else\n# define IF_%s(...) __VA_ARGS__\n#endif\n#define IF_NOT_%s(...)\n' $name "$value" $name $name $name $name $name ;;
                esac
            done <options
        } >generated/autoconf.h
        sed -n 's/^APPLET_\(.*\)=y$/"\1",/p' options >generated/applet_tables.h
        grep -c = options >generated/count.h

        """;

    private const string Makefile =
        "CPPFLAGS = -Iinclude -Igenerated -include generated/autoconf.h -D\"KBUILD_STR(s)=\\#s\" -D\"ON_COMMAND(x)=ENABLE_\\#\\#x\"\n"
        + "given.o: CPPFLAGS += -DCONFIG_GIVEN=7 -Wno-macro-redefined\n"
        + "all: $(patsubst %.c,%.o,$(wildcard *.c)) start.o\n"
        + "%.o: %.c\n\t$(CC) $(CFLAGS) $(CPPFLAGS) -D\"BASENAME=KBUILD_STR($*)\" -Wp,-MD,$*.d -c -o $@ $<\n"
        + "%.o: %.S\n\t$(CC) $(CFLAGS) $(CPPFLAGS) -c -o $@ $<\n";

    private static readonly string[] Options =
    [
        "LS=y", "LS_WIDTH=y", "CP=n", "LEN=1024", "HEX=0x1f", "NAME=\"box\"", "EMPTY=", "PASTED=y", "CHAINED=n", "LINE_3=y", "VALUE_0x1f=n", "VALUE_0x2e=y", "VALUE_12=y",
        "GIVEN=5", "QUOTED=y", "INCLUDED=y", "ASM=y", "APPLET_ls=y", "APPLET_cp=n", "UNUSED=y", "PRAGMA=n",
    ];

    private static readonly (string Path, string Text)[] Release =
    [
        ("Makefile", Makefile),
        ("configure.sh", Configure),
        ("include/on.h", "#define CAT(a, b) a##b\n#define CALL(a, b) CAT(a, b)\n#define BB(kind, name) bb ## kind ## name\n"),
        ("include/file_1.h", "int included = 1;\n"),
        ("include/file_0.h", "int included = 0;\n"),
        ("plain.c", "int plain(void) { return 1; }\n"),
        ("direct.c", "#if ENABLE_LS\nint ls(int n) { return n + IF_LS_WIDTH(80) IF_NOT_LS_WIDTH(40); }\n#endif\n"),
        ("defined.c", "#ifdef CONFIG_CP\nint cp = 1;\n#elif defined CONFIG_NEVER\nint cp = 2;\n#endif\nint other;\n"),
        ("number.c", "char buffer[CONFIG_LEN];\nconst char *name = CONFIG_NAME;\n"),
        ("empty.c", "int empty(void) { return 1 CONFIG_EMPTY; }\n"),
        ("pasted.c", "#include \"on.h\"\n#define ENABLED(x) CAT(ENABLE_, x)\nint pasted = ENABLED(PASTED);\n"),
        ("chained.c", "#include \"on.h\"\nint chained = CALL(CAT(EN, ABLE_), CALL(CHAI, NED));\n"),
        ("spliced.c", "#define ENABLED(x) ENABLE_ %:%: x\nint a = ENABLED(PAS\\\nTED), b = ENABLE_\\\nCP;\n"),
        ("line.c", "#include \"on.h\"\nint line =\nCALL(ENABLE_LINE_, __LINE__);\n"),
        ("value.c", "#include \"on.h\"\nint hex = CALL(ENABLE_VALUE_, CONFIG_HEX), twelve = CALL(ENABLE_VALUE_, 12);\n"),
        ("command.c", "int command = ON_COMMAND(PASTED);\nconst char *me = BASENAME;\n"),
        ("given.c", "int given = CONFIG_GIVEN;\n"),
        ("quoted.c", "#define TEXT(x) #x\n#define SHOWN(x) TEXT(x)\nconst char *text = SHOWN(IF_QUOTED(on) IF_NOT_QUOTED(off));\n"),
        ("included.c", "#define FILE_OF(n) <file_ ## n.h>\n#define FILE(n) FILE_OF(n)\n#include \"on.h\"\n#if CAT(ENABLE_, INCLUDED)\n#include <file_1.h>\n#else\n#include <file_0.h>\n#endif\n"),
        ("named.c", "#define WHERE(n) QUOTE(file_ ## n.h)\n#define QUOTE(x) #x\n#define AT(n) WHERE(n)\n#include AT(ENABLE_INCLUDED)\n"),
        ("asked.c", "#if defined CONFIG_INCLUDED && __has_include(<file_1.h>)\nint asked;\n#endif\nint always;\n"),
        ("table.c", "const char *applets[] = {\n#include \"applet_tables.h\"\n0 };\nint count =\n#include \"count.h\"\n;\n"),
        ("pragma.c", "#pragma push_macro(\"ENABLE_PRAGMA\")\n#undef ENABLE_PRAGMA\n#define ENABLE_PRAGMA 9\n#pragma pop_macro(\"ENABLE_PRAGMA\")\nint pragma = ENABLE_PRAGMA;\n"),
        ("start.S", "#if ENABLE_ASM\n.globl start_asm\nstart_asm: ret\n#endif\n"),
    ];

    private readonly SmallUserland userland = new();

    public void Dispose() => userland.Dispose();

    [Fact]
    public async Task Whatever_option_changes_a_build_gives_the_bytes_that_the_compiler_alone_gives()
    {
        var known = 0;
        foreach (var change in new[]
        {
            "", "LS=n", "LS_WIDTH=n", "CP=y", "LEN=4096", "HEX=0x2e", "NAME=\"other\"", "EMPTY=-1", "PASTED=n", "CHAINED=y", "LINE_3=n", "VALUE_0x1f=y", "VALUE_12=n",
            "GIVEN=7", "QUOTED=n", "INCLUDED=n", "ASM=n", "APPLET_cp=y", "UNUSED=n", "PRAGMA=y", "NEVER=y",
        })
        {
            var before = userland.Steps.Count;
            var built = await BuildAsync(change, "");
            var compiles = userland.Steps.Skip(before).Where(step => step.Spec.Mnemonic == "CcCompile").ToList();
            known += compiles.Count(step => step.Cached);

            var alone = await BuildAsync(change, "export OPENLINUX_FRONT=/nowhere");

            built.Nodes.Should().Equal(alone.Nodes, "of the option \"{0}\"", change);
            compiles.Where(step => !step.Cached).Should().HaveCountLessThan(change.Length == 0 ? 100 : 8, "of the option \"{0}\"", change);
        }

        known.Should().BePositive();
    }

    private Task<FileTree> BuildAsync(string change, string first)
    {
        var name = change.Split('=')[0];
        string[] options = change.Length == 0 ? Options : [.. Options.Where(option => option.Split('=')[0] != name), change];
        userland.AddRelease(
            "box",
            $"set -eu; {first}\ncd src; sh configure.sh; sleep 0.05; make -j2 CC=\"$CC\" CFLAGS=\"$CFLAGS -gdwarf-4\" >/dev/null; mkdir -p ../out; cp *.o *.d ../out",
            [.. Release, ("options", string.Concat(options.Select(option => option + "\n")))]);
        return userland.BuildAsync("box");
    }
}
