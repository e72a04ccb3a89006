using OpenLinux.TestKit.Checkouts;

namespace OpenLinux.EndToEnd;

[Collection(EndToEndGroup.Name)]
public sealed class ReproducibilityTests(BuiltFixture built)
{
    private const string Rootfs = "build/x86_64/openlinux-1.0.0-alpha-x86_64-rootfs.tar.gz";

    [Fact]
    public async Task Source_date_epoch_dates_every_file_and_rebuilds_only_the_tarball()
    {
        await using var checkout = await built.NewCheckoutAsync();
        var epoch = Random.Shared.Next(1, 2_000_000_000).ToString(System.Globalization.CultureInfo.InvariantCulture);

        var result = (await checkout.RunAsync(new Dictionary<string, string?> { ["SOURCE_DATE_EPOCH"] = epoch }, "--target=Rootfs", "--arch=x86_64")).Succeeded();

        result.LineOf("Compile").Should().Contain("cached:");
        var times = await Command.OutputAsync("sh", ["-c", $"TZ=UTC tar --full-time -tvzf {checkout.PathOf(Rootfs)} | awk '{{print $4\" \"$5}}' | sort -u"]);
        var expected = DateTimeOffset.FromUnixTimeSeconds(long.Parse(epoch, System.Globalization.CultureInfo.InvariantCulture));
        times.Trim().Should().Be(expected.ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture));
    }
}
