using OpenLinux.Userland.Fronts;

namespace OpenLinux.Tests.Userland;

public sealed class CompileCommandTests
{
    private const string Plain = "-nostdinc -idirafter /sysroot/usr/include -Iinclude -Os -std=gnu99 -fPIE -march=x86-64 -DNAME=\"x\" -Wall -Wp,-MD,d/.x.d";

    [Theory]
    [InlineData("-c -o x.o x.c", "x.c", "x.o")]
    [InlineData("-c sub/x.c", "sub/x.c", "x.o")]
    [InlineData("-c -o x.o x.S", "x.S", "x.o")]
    [InlineData("-S -o /dev/null -xc /dev/null", "/dev/null", "/dev/null")]
    [InlineData("-c -o /dev/null probe.c", "probe.c", "/dev/null")]
    [InlineData("-nostdlib -static -Wl,/host/lib/crt1.o -c -o x.o x.c", "x.c", "x.o")]
    public void A_compile_of_one_source_is_known(string words, string source, string output)
    {
        var command = Of($"{Plain} {words}");

        command.Should().NotBeNull();
        command!.Source.Should().Be(source);
        command.Output.Should().Be(output);
        command.Depfile.Should().Be("d/.x.d");
        command.Folders.Should().Equal("/sysroot/usr/include", "include");
    }

    [Theory]
    [InlineData("-c x.c y.c")]
    [InlineData("-c")]
    [InlineData("x.c -o x")]
    [InlineData("-nostdlib -static -Wl,/host/lib/crt1.o x.c -o x")]
    [InlineData("-S x.c -o x.s")]
    [InlineData("-c x.cc")]
    [InlineData("-c @file")]
    [InlineData("-c x.c -save-temps")]
    [InlineData("-c x.c -gsplit-dwarf")]
    [InlineData("-c x.c -march=native")]
    [InlineData("-c x.c -Xclang -anything")]
    [InlineData("-c x.c -mllvm -anything")]
    [InlineData("-c x.c -fprofile-use=data")]
    [InlineData("-c x.c -fplugin=x.so")]
    [InlineData("-c x.c -fno-integrated-as")]
    [InlineData("-c x.c -ftime-trace")]
    [InlineData("-c x.c -fsanitize=address")]
    [InlineData("-c x.c -frecord-command-line")]
    [InlineData("-c x.c -Wa,-a=listing")]
    [InlineData("-c x.c --sysroot=/")]
    [InlineData("-c x.c -MJ x.json")]
    [InlineData("-c x.c -I=usr")]
    [InlineData("-c x.c -Dx=@{root}")]
    [InlineData("-c x.c -unheard-of")]
    public void What_may_read_or_write_anything_else_is_not(string words) => Of($"{Plain} {words}").Should().BeNull();

    [Fact]
    public void One_that_searches_the_machines_folders_is_not() => Of("-c x.c").Should().BeNull();

    [Theory]
    [InlineData("", false)]
    [InlineData("-g -gdwarf-4", false)]
    [InlineData("-g0", false)]
    [InlineData("-g", true)]
    [InlineData("-gdwarf-5", true)]
    [InlineData("-g3 -gdwarf-4", true)]
    [InlineData("-ggdb3 -gdwarf-4", true)]
    [InlineData("-g -gdwarf-4 -fdebug-macro", true)]
    public void Debug_information_may_tell_of_macros_that_nobody_uses(string options, bool tells) =>
        Of($"{Plain} {options} -c x.c")!.KeepsMacros.Should().Be(tells);

    private static CompileCommand? Of(string words) => CompileCommand.Of(words.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
