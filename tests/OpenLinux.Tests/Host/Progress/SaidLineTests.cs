using OpenLinux.Host.Progress;

namespace OpenLinux.Tests.Host.Progress;

/// <summary>Which file a makefile is at.</summary>
public sealed class SaidLineTests
{
    [Theory]
    [InlineData("/cache/bin/clang --target=x86_64 -std=c99 -Isrc/x.c -Os -c -o obj/src/aio/aio.o src/aio/aio.c", "src/aio/aio.c")]
    [InlineData("clang -c crt/x86_64/crti.s -o lib/crti.o", "crt/x86_64/crti.s")]
    [InlineData("  CC      coreutils/ls.o", "  CC      coreutils/ls.o")]
    [InlineData("clang -c -o lib/all.o", "clang -c -o lib/all.o")]
    [InlineData("sed -e s/a.c/b.c/ x.c", "sed -e s/a.c/b.c/ x.c")]
    public void A_compilers_command_is_the_file_it_compiles(string line, string shown) => SaidLine.Of(line).Should().Be(shown);
}
