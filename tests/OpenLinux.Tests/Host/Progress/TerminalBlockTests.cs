using System.Text;
using OpenLinux.Host.Progress;
using OpenLinux.TestKit.Host;

namespace OpenLinux.Tests.Host.Progress;

public sealed class TerminalBlockTests
{
    [Theory]
    [InlineData(40)]
    [InlineData(80)]
    [InlineData(200)]
    public void What_stays_is_above_the_rows_and_the_rows_leave_nothing(int columns)
    {
        var (screen, block) = Terminal(columns);
        block.Show([new string('a', 300), "second"]);
        Write(screen, block, "one\n");
        block.Show(["first", new string('b', 300), "third"]);
        Write(screen, block, "two\n");
        block.Show(["last"]);

        screen.Text.Should().Be("one\ntwo\nlast");

        block.Clear();
        screen.Text.Should().Be("one\ntwo");
    }

    [Fact]
    public void A_row_is_never_wider_than_the_terminal()
    {
        var (screen, block) = Terminal(40);

        block.Show([new string('a', 300), new string('b', 39), new string('c', 40)]);

        screen.Text.Split('\n').Should().Equal(new string('a', 38) + "…", new string('b', 39), new string('c', 38) + "…");
    }

    [Fact]
    public void A_terminal_that_became_narrower_is_cleared_of_the_rows_that_it_wrapped()
    {
        var (screen, block) = Terminal(80);
        Write(screen, block, "before\n");
        block.Show([new string('a', 79), "second"]);

        // As terminals do on a resize: each row of 79 columns is two of 40.
        var narrow = new ScreenStream(40);
        narrow.Write(Encoding.UTF8.GetBytes($"before\n{new string('a', 79)}\nsecond"));
        var columns = 40;
        var moved = new TerminalBlock(new Relay(() => columns == 80 ? screen : narrow), () => columns);
        columns = 80;
        moved.Show([new string('a', 79), "second"]);
        columns = 40;
        moved.Clear();

        narrow.Text.Should().Be("before");
    }

    [Fact]
    public void Nothing_is_drawn_into_a_line_that_waits_for_an_answer()
    {
        var (screen, block) = Terminal(80);
        Write(screen, block, "Install it? [Y/n] ");

        block.Show(["row"]);

        screen.Text.Should().Be("Install it? [Y/n]");
    }

    [Fact]
    public void Nothing_is_drawn_while_the_terminal_is_someone_elses()
    {
        var (screen, block) = Terminal(80);
        block.Show(["row"]);
        using (block.Suspend())
        {
            block.Show(["row"]);
            screen.Text.Should().BeEmpty();
        }

        block.Show(["again"]);
        screen.Text.Should().Be("again");
    }

    private static (ScreenStream Screen, TerminalBlock Block) Terminal(int columns)
    {
        var screen = new ScreenStream(columns);
        return (screen, new TerminalBlock(screen, () => columns));
    }

    private static void Write(ScreenStream screen, TerminalBlock block, string text)
    {
        using var aside = block.Aside(text.EndsWith('\n'));
        screen.Write(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>One terminal that is of another width from a moment on.</summary>
    private sealed class Relay(Func<Stream> current) : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) => current().Write(buffer, offset, count);

        public override void Write(ReadOnlySpan<byte> buffer) => current().Write(buffer);
    }
}
