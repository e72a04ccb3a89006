using OpenLinux.Common.Errors;
using OpenLinux.Host.Cli;

namespace OpenLinux.Tests.Host;

public sealed class CacheOptionsTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("1000", 1000)]
    [InlineData("5GB", 5_000_000_000)]
    [InlineData("5 gb", 5_000_000_000)]
    [InlineData("1.5G", 1_500_000_000)]
    [InlineData("2GiB", 2_147_483_648)]
    [InlineData("300M", 300_000_000)]
    public void A_size_is_a_number_with_a_unit(string given, long bytes) =>
        CacheOptions.LimitsOf(Arguments($"--max-size={given}"))!.MaxBytes.Should().Be(bytes);

    [Theory]
    [InlineData("90s", 90)]
    [InlineData("15m", 900)]
    [InlineData("12h", 43_200)]
    [InlineData("30d", 2_592_000)]
    [InlineData("2w", 1_209_600)]
    public void An_age_is_a_number_with_a_unit(string given, int seconds) =>
        CacheOptions.LimitsOf(Arguments($"--max-age={given}"))!.MaxAge.Should().Be(TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData("--max-size=much")]
    [InlineData("--max-size=-1")]
    [InlineData("--max-size=5XB")]
    [InlineData("--max-size=5GB\n")]
    [InlineData("--max-size=1e9")]
    [InlineData("--max-size=999999999999999TB")]
    [InlineData("--max-age=30")]
    [InlineData("--max-age=30M")]
    [InlineData("--max-age=d")]
    [InlineData("--max-age=999999999999999w")]
    public void What_is_neither_is_refused_with_an_example(string option)
    {
        var refused = FluentActions.Invoking(() => CacheOptions.LimitsOf(Arguments(option))).Should().Throw<BuildException>().Which;

        refused.Code.Id.Should().Be("OL014");
        refused.Subject.Should().Be(option);
        refused.Fix.Should().StartWith(option[..option.IndexOf('=', StringComparison.Ordinal)]);
    }

    [Fact]
    public void Without_a_limit_nothing_goes() => CacheOptions.LimitsOf(Arguments("--verify")).Should().BeNull();

    private static HostArguments Arguments(string option) => ArgumentParser.Parse(["--target=Cache", option]);
}
