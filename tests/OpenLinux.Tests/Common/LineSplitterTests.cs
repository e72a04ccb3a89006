using OpenLinux.Common.Processes;

namespace OpenLinux.Tests.Common;

public sealed class LineSplitterTests
{
    [Theory]
    [InlineData("one\ntwo\n", "one", "two")]
    [InlineData("one\r\ntwo", "one", "two")]
    [InlineData("10 %\r20 %\rdone\n", "10 %", "20 %", "done")]
    [InlineData("\n\nx", "", "", "x")]
    [InlineData("")]
    public void A_text_is_its_lines_wherever_it_is_cut(string text, params string[] lines)
    {
        for (var size = 1; size <= Math.Max(1, text.Length); size++)
        {
            var heard = new List<string>();
            var splitter = new LineSplitter(heard.Add);
            foreach (var piece in text.Chunk(size))
            {
                splitter.Take(piece);
            }

            splitter.End();

            heard.Should().Equal(lines, "in pieces of {0}", size);
        }
    }

    [Fact]
    public async Task Who_listens_to_a_program_gets_the_same_text_of_it()
    {
        const string Script = "printf 'one\\r\\ntwo\\n\\nlast'";
        var lines = new List<string>();

        var heard = await new ProcessLauncher().RunAsync(new ProcessSpec("sh", ["-c", Script], "/", null, lines.Add), TestContext.Current.CancellationToken);
        var silent = await new ProcessLauncher().RunAsync(new ProcessSpec("sh", ["-c", Script], "/"), TestContext.Current.CancellationToken);

        heard.Should().Be(silent);
        lines.Should().Equal("one", "two", "", "last");
    }
}
