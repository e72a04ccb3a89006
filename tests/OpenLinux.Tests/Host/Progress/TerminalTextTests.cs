using OpenLinux.Host.Progress;

namespace OpenLinux.Tests.Host.Progress;

public sealed class TerminalTextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("\e[1;31mred\e[0m", "red")]
    [InlineData("\e]0;a title\a\e[2Kgone\r", "gone")]
    [InlineData("a\tb", "a        b")]
    [InlineData("bell\a", "bell\\x07")]
    public void What_a_program_says_cannot_move_the_cursor(string said, string shown) => TerminalText.Plain(said).Should().Be(shown);

    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "ab…")]
    [InlineData("äöüß", 3, "äö…")]
    [InlineData("漢字漢字", 5, "漢字…")]
    [InlineData("abc", 0, "")]
    public void A_row_is_cut_to_its_columns(string text, int columns, string fitted) => TerminalText.Fit(text, columns).Should().Be(fitted);
}
