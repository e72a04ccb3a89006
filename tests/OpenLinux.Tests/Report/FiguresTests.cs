using OpenLinux.Report.Markup;

namespace OpenLinux.Tests.Report;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(0, "0 bytes")]
    [InlineData(1, "1 byte")]
    [InlineData(999, "999 bytes")]
    [InlineData(1_000, "1.0 kB")]
    [InlineData(999_949, "999.9 kB")]
    [InlineData(999_950, "1.00 MB")]
    [InlineData(1_263_788, "1.26 MB")]
    [InlineData(2_500_000_000, "2.50 GB")]
    public void Sizes_have_as_many_digits_as_people_read(long bytes, string text) => Figures.Bytes(bytes).Should().Be(Unbroken(text));

    [Theory]
    [InlineData(0, "±0")]
    [InlineData(1_200, "+1.2 kB")]
    [InlineData(-36, "\u221236 bytes")]
    public void A_difference_has_its_sign(long bytes, string text) => Figures.Difference(bytes).Should().Be(Unbroken(text));

    [Theory]
    [InlineData(0, 0, "0 %")]
    [InlineData(0, 5, "0 %")]
    [InlineData(1, 1_000_000, "< 0.1 %")]
    [InlineData(1, 3, "33.3 %")]
    [InlineData(3, 3, "100.0 %")]
    public void A_share_that_is_there_is_never_nothing(long part, long whole, string text) => Figures.Share(part, whole).Should().Be(Unbroken(text));

    [Theory]
    [InlineData(40, "40 ms")]
    [InlineData(1_540, "1.5 s")]
    [InlineData(125_000, "2:05 min")]
    public void Times_are_as_precise_as_people_care(int milliseconds, string text) => Figures.Seconds(TimeSpan.FromMilliseconds(milliseconds)).Should().Be(Unbroken(text));

    [Fact]
    public void A_moment_says_of_which_zone_it_is() =>
        Figures.Moment(new DateTimeOffset(2026, 11, 30, 22, 14, 8, TimeSpan.FromHours(2))).Should().Be("2026-11-30 20:14\u00a0UTC");

    [Fact]
    public void One_is_not_several() =>
        (Figures.Counted(1, "file"), Figures.Counted(2_034, "step")).Should().Be(("1 file", "2,034 steps"));

    /// <summary>No line ends between a number and its unit.</summary>
    private static string Unbroken(string text) => text.Replace(' ', '\u00a0');
}
