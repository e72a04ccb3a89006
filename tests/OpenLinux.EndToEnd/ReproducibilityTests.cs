using OpenLinux.TestKit.Checkouts;

namespace OpenLinux.EndToEnd;

[Collection(EndToEndGroup.Name)]
public sealed class ReproducibilityTests(BuiltFixture built)
{
    private const string Rootfs = "build/x86_64/openlinux-1.0.0-alpha-x86_64-rootfs.tar.gz";
    private const string Oci = "build/x86_64/openlinux-1.0.0-alpha-x86_64-oci.tar";

    private static readonly string[] Papers =
        [.. new[] { ".spdx", ".cdx", ".provenance", ".build-record", "-oci.provenance" }.Select(kind => $"build/x86_64/openlinux-1.0.0-alpha-x86_64{kind}.json")];

    /// <summary>Another path, another host name, another user, another umask, another time zone, another cache: everything is built anew.</summary>
    [Fact]
    public async Task Another_user_elsewhere_gets_the_same_bytes_and_the_same_image_id()
    {
        (await built.Checkout.RunAsync("--target=Oci", "--arch=x86_64")).Succeeded();
        var home = Directory.CreateTempSubdirectory("openlinux-elsewhere-").FullName;
        var checkout = await Checkout.CloneAsync(
            built.Checkout, Path.Combine(home, "a cache of its own"), Path.Combine(home, "a much longer path", "checkout"));
        await Command.OutputAsync("chmod", ["-R", "a+rwX", home]);
        await Command.OutputAsync("chown", ["-R", "65534:65534", home]);

        var result = await Command.RunAsync(
            "unshare",
            ["--uts", "sh", "-c", "hostname elsewhere; umask 077; exec setpriv --reuid=65534 --regid=65534 --clear-groups \"$@\"", "sh", HostUnderTest.Dotnet, .. checkout.Arguments("--target=Oci", "--arch=x86_64")],
            checkout.Root,
            new Dictionary<string, string?> { ["HOME"] = home, ["TZ"] = "Pacific/Kiritimati", ["LANG"] = "de_DE.UTF-8", ["OPENLINUX_ROOT"] = checkout.Root });

        result.Succeeded();
        Sha256(checkout.PathOf(Rootfs)).Should().Be(Sha256(built.Checkout.PathOf(Rootfs)));
        (await Command.RunAsync("diffoscope", [checkout.PathOf(Oci), built.Checkout.PathOf(Oci)], "/")).Succeeded();
        Sha256(checkout.PathOf(Oci)).Should().Be(Sha256(built.Checkout.PathOf(Oci)), "the image ID is a part of it");
        foreach (var paper in Papers)
        {
            checkout.ReadAll(paper).Should().Be(built.Checkout.ReadAll(paper), paper);
        }

        Directory.Delete(home, recursive: true);
    }

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

    private static string Sha256(string path) =>
        Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)));
}
