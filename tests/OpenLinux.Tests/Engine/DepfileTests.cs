using OpenLinux.Engine.Execution;

namespace OpenLinux.Tests.Engine;

public sealed class DepfileTests
{
    [Theory]
    [InlineData("a.o: a.c a.h\n", "a.c|a.h")]
    [InlineData("a.o: a.c \\\n  b/a.h \\\r\n c.h\n", "a.c|b/a.h|c.h")]
    [InlineData("a.o: my\\ file.c x\\#y.h\n", "my file.c|x#y.h")]
    [InlineData("a.o: cost$$.h\n", "cost$.h")]
    [InlineData("a.o: back\\slash.h\n", "back\\slash.h")]
    [InlineData("a.o: two\\\\\\ parts.h\n", "two\\ parts.h")]
    [InlineData("a.o: one\\\\ part.h\n", "one\\ part.h")]
    [InlineData("a.o: two\\\\x\\\\\n b.h\n", "two\\\\x\\|b.h")]
    [InlineData("a.o: a.c a.h a.c\n\na.h:\n", "a.c|a.h")]
    [InlineData("a.o a.d: a.c", "a.c")]
    [InlineData("c:/x.o: c:/x.c\n", "c:/x.c")]
    [InlineData("a.o:\n", "")]
    [InlineData("", "")]
    public void Prerequisites_are_read_as_make_reads_them(string text, string expected) =>
        Depfile.Prerequisites(text).Should().Equal(expected.Split('|', StringSplitOptions.RemoveEmptyEntries));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("x")]
    [InlineData("\n")]
    public async Task A_long_run_of_backslashes_is_gone_through_once(string end) =>
        (await Task.Run(() => Depfile.Prerequisites("a.o: " + new string('\\', 1_000_000) + end)).WaitAsync(TimeSpan.FromSeconds(30))).Should().ContainSingle();
}
