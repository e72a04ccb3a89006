using OpenLinux.Host.Reporting;

namespace OpenLinux.Tests.Host;

/// <summary>Warnings and failures on a terminal.</summary>
public sealed class LabelledTextTests
{
    private const string Failure = """
        Error: OL110: a key that nothing reads
          cause: config/openlinux.toml has image.repositry, which nothing reads.
          a.c:1:2: error: what a compiler says goes on to the right
            12 | int what_it_quotes_stays_one_line_however_long_that_is;
          fix:   ./build.sh --help=configuration lists all of them:
                 a-command --on-a-line-of --its-own
        """;

    [Fact]
    public void Words_stay_whole_below_their_label_and_commands_and_quoted_lines_as_they_are() =>
        LabelledText.Fit(Failure, 40).Should().Be("""
            Error: OL110: a key that nothing reads
              cause: config/openlinux.toml has
                     image.repositry, which nothing
                     reads.
              a.c:1:2: error: what a compiler says
                goes on to the right
                12 | int what_it_quotes_stays_one_line_however_long_that_is;
              fix:   ./build.sh --help=configuration
                     lists all of them:
                     a-command --on-a-line-of --its-own
            """);

    [Fact]
    public void What_fits_is_not_touched() => LabelledText.Fit(Failure, 200).Should().Be(Failure);
}
