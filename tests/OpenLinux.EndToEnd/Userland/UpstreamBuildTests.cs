using OpenLinux.Common.Errors;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Userland;
using OpenLinux.Userland;

namespace OpenLinux.EndToEnd.Userland;

public sealed class UpstreamBuildTests : IDisposable
{
    private const string Install = "cd ..; mkdir -p out/lib out/bin; cp src/libsum.a out/lib/; cp src/sum out/bin/\n";

    /// <summary>As a small library of the nineties has it.</summary>
    private const string Makefile =
        "CC = cc\nCFLAGS = -O\nall: libsum.a sum\nlibsum.a: adler.o\n\t$(AR) rc $@ adler.o\nsum: main.o libsum.a\n\t$(CC) $(CFLAGS) -o $@ main.o libsum.a $(LDFLAGS)\n";

    private static readonly (string Path, string Text)[] Release =
    [
        ("Makefile", Makefile),
        ("adler.c", "#include <stdio.h>\n#include \"sub/adler.h\"\nint adler(void) { return puts(\"summed\"); }\n"),
        ("sub/adler.h", "int adler(void);\n"),
        ("main.c", "#include \"sub/adler.h\"\nint main(void) { return adler(); }\n"),
    ];

    private readonly SmallUserland userland = new();

    [Theory]
    [InlineData("-g")]
    [InlineData("-g0")]
    public async Task A_build_that_takes_the_machines_headers_is_refused_and_they_are_named(string flag)
    {
        userland.AddRelease("sum", $"set -eu; cd src; make CC=clang AR=\"$AR\" CFLAGS='{flag}' libsum.a; : >sum; {Install}", Release);

        var refusal = await RefusalAsync();

        refusal.Subject.Should().Contain("sum");
        refusal.Cause.Should().Contain("/usr/include/stdio.h");
        refusal.Fix.Should().Contain("$CC");
    }

    [Fact]
    public async Task The_same_build_with_the_flags_that_it_is_given_makes_a_program_that_runs()
    {
        userland.AddRelease("sum", $"set -eu; cd src; make CC=\"$CC\" AR=\"$AR\" CFLAGS=\"$CFLAGS\" LDFLAGS=\"$LDFLAGS\"; {Install}", Release);

        var files = await userland.BuildAsync("sum");

        var program = await userland.WriteOutAsync(files, "bin/sum");
        Tool.Run(program, []).Should().Be("summed\n");
        Tool.Run("llvm-dwarfdump", ["--debug-info", "--debug-line", program])
            .Should().Contain("../sysroot/usr/include").And.Contain("adler.h").And.NotContain("\"/");
    }

    [Fact]
    public async Task A_build_that_sets_flags_of_its_own_still_gets_the_headers_of_the_sysroot()
    {
        userland.AddRelease("sum", $"set -eu; cd src; make CC=\"$CC\" AR=\"$AR\" CFLAGS='-Os' libsum.a; : >sum; {Install}", Release);

        (await userland.BuildAsync("sum")).Nodes.Keys.Should().Contain("lib/libsum.a");
    }

    [Fact]
    public async Task What_runs_during_the_build_alone_may_use_the_machines_headers()
    {
        userland.AddRelease(
            "sum",
            $"set -eu; cd src; $HOSTCC -o make-table make-table.c; ./make-table >table.h; make CC=\"$CC\" AR=\"$AR\" CFLAGS=\"$CFLAGS\" libsum.a; : >sum; {Install}",
            [.. Release, ("make-table.c", "#include <stdio.h>\nint main(void) { return printf(\"int table;\\n\") < 0; }\n")]);

        (await userland.BuildAsync("sum")).Nodes.Keys.Should().Contain("lib/libsum.a");
    }

    [Theory]
    [InlineData("-gdwarf-2")]
    [InlineData("-gdwarf-4")]
    [InlineData("-gdwarf-5")]
    [InlineData("-gdwarf-5 -gz=zlib")]
    [InlineData("-gdwarf-4 --target=aarch64-linux-gnu")]
    public async Task An_output_whose_debug_information_names_the_machines_files_is_refused_by_name(string flags)
    {
        // A header of no standard library, so that the machine need not have one for the other architecture.
        userland.Write("machine/machine.h", "struct machine { int word; };\n");
        userland.AddRelease(
            "sum",
            $"set -eu; cd src; env -u CC_PRINT_HEADERS clang {flags} -ffile-compilation-dir=. -I{userland.Folder}/machine -c adler-with-a-long-name.c; $AR rc libsum.a adler-with-a-long-name.o; : >sum; {Install}",
            ("adler-with-a-long-name.c", "#include <machine.h>\nint adler(struct machine *it) { return it->word; }\n"));

        (await RefusalAsync()).Cause.Should().Contain("lib/libsum.a(adler-with-a-long-name.o)").And.Contain(userland.Folder + "/machine");
    }

    [Fact]
    public async Task Only_the_sysroot_is_searched_for_packages()
    {
        userland.AddRelease("sum", "set -eu; mkdir -p out; printf '%s\\n' \"$PKG_CONFIG_LIBDIR\" \"$PKG_CONFIG_SYSROOT_DIR\" | sed \"s|$PWD|.|g\" >out/places\n", Release);

        var places = await userland.WriteOutAsync(await userland.BuildAsync("sum"), "places");

        File.ReadAllText(places).Should().Be("./sysroot/lib/pkgconfig:./sysroot/usr/lib/pkgconfig:./sysroot/usr/share/pkgconfig\n./sysroot\n");
    }

    public void Dispose() => userland.Dispose();

    private async Task<BuildException> RefusalAsync()
    {
        var refusal = (await FluentActions.Awaiting(() => userland.BuildAsync("sum")).Should().ThrowAsync<BuildException>()).Which;
        refusal.Code.Should().Be(UserlandErrors.ForeignFiles);
        return refusal;
    }
}
