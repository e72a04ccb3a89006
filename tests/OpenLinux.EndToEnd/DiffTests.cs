using OpenLinux.TestKit.Checkouts;

namespace OpenLinux.EndToEnd;

/// <summary>What changed between what this checkout gives and another image.</summary>
[Collection(EndToEndGroup.Name)]
public sealed class DiffTests(BuiltFixture built)
{
    private string Image => StoredContents.ImageOf(built.Checkout);

    [Fact]
    public async Task An_image_of_this_checkout_shows_no_difference()
    {
        var result = (await DiffAsync(built.Checkout, Image)).Succeeded();

        result.Stdout.Should().Contain($"--- {Image} (").And.Contain("+++ build/x86_64/openlinux-1.0.0-alpha-x86_64-rootfs.tar.gz, linux/amd64, ")
            .And.Contain("0 added, 0 removed, 0 changed, ").And.Contain("configuration: the same");
    }

    [Fact]
    public async Task What_was_added_removed_and_changed_is_listed_with_its_component()
    {
        await using var checkout = await built.NewCheckoutAsync();
        Samples.AddGreeting(checkout);
        File.Delete(checkout.PathOf("src/rootfs/etc/shells"));
        checkout.Replace("config/openlinux.toml", "\"/root\" = 0o700", "\"/root\" = 0o750");
        checkout.Write("src/rootfs/etc/hosts", "127.0.0.1 localhost\n");

        var result = (await DiffAsync(checkout, Image, "--env=TERM=linux", "--cmd=/bin/ash")).Succeeded();

        result.Stdout.Should().MatchRegex(@"\+  f 0755 +\+[\d,]+  /bin/hello +hello\n")
            .And.MatchRegex(@"-  f 0644 +-\d+  /etc/shells +\(unknown\)\n")
            .And.MatchRegex(@"~  f 0644 +-\d+  /etc/hosts +src/rootfs +content\n")
            .And.MatchRegex(@"~  d 0750 +0  /root +rootfs.directories +mode 0700 -> 0750\n")
            .And.Contain("1 added, 1 removed, 2 changed, ")
            .And.MatchRegex(@"\nhello +1 +0 +0 +\+[\d,]+\n")
            .And.Contain("""["/bin/sh"] -> ["/bin/ash"]""").And.MatchRegex(@"\n\+  Env TERM +linux\n");
    }

    [Fact]
    public async Task Times_alone_are_summed_up_in_a_line()
    {
        var result = await built.Checkout.RunAsync(
            new Dictionary<string, string?> { ["SOURCE_DATE_EPOCH"] = "1700000000" }, "--target=Diff", "--arch=x86_64", $"--with={await CopyOfTarballAsync()}");

        result.Succeeded().Stdout.Should().MatchRegex(@"0 added, 0 removed, 0 changed, 1 the same\n\d+ more differ in modification time alone: 1970-01-01T00:00:00Z -> 2023-11-14T22:13:20Z\n")
            .And.Contain("has none");
        (await built.Checkout.RunAsync("--target=Rootfs", "--arch=x86_64")).Succeeded();
    }

    [Fact]
    public async Task A_saved_image_an_OCI_image_and_an_image_id_do_as_well_as_a_tag()
    {
        (await built.Checkout.RunAsync("--target=Oci", "--arch=x86_64")).Succeeded();
        var archive = Path.Combine(Directory.CreateTempSubdirectory().FullName, "image.tar");
        await Command.OutputAsync("docker", ["save", "--output", archive, Image]);
        var id = (await Command.OutputAsync("docker", ["image", "inspect", "--format", "{{.Id}}", Image])).Trim();

        foreach (var other in new[] { archive, "build/x86_64/openlinux-1.0.0-alpha-x86_64-oci.tar", id, id.Split(':')[1][..12] })
        {
            (await DiffAsync(built.Checkout, other)).Succeeded().Stdout.Should().Contain("0 added, 0 removed, 0 changed, ").And.Contain("configuration: the same");
        }
    }

    [Fact]
    public async Task An_image_that_is_not_there_is_said_before_anything_is_built()
    {
        await using var checkout = await built.NewCheckoutAsync();

        (await DiffAsync(checkout, $"{Image}x")).FailedWith("OL540").Stderr.Should().Contain($"the nearest image is {Image}");
        (await DiffAsync(checkout, "./nothing.tar.gz")).FailedWith("OL540").Stderr.Should().Contain(checkout.PathOf("nothing.tar.gz"));
        Directory.Exists(checkout.PathOf("build")).Should().BeFalse();
    }

    [Fact]
    public async Task A_damaged_archive_is_refused()
    {
        var tarball = await CopyOfTarballAsync();
        await File.WriteAllBytesAsync(tarball, (await File.ReadAllBytesAsync(tarball))[..5000]);

        (await DiffAsync(built.Checkout, tarball)).FailedWith("OL541").Stderr.Should().Contain("within compressed data");
    }

    [Theory]
    [InlineData("--target=Diff")]
    [InlineData("--target=Docker", "--with=openlinux:latest")]
    public async Task Diff_and_what_it_compares_with_belong_together(params string[] arguments)
    {
        var result = await built.Checkout.RunAsync(arguments);

        result.FailedWith("OL014").ExitCode.Should().Be(2);
    }

    private async Task<string> CopyOfTarballAsync()
    {
        (await built.Checkout.RunAsync("--target=Rootfs", "--arch=x86_64")).Succeeded();
        var copy = Path.Combine(Directory.CreateTempSubdirectory().FullName, "rootfs.tar.gz");
        File.Copy(StoredContents.TarballOf(built.Checkout), copy);
        return copy;
    }

    private static Task<CommandResult> DiffAsync(Checkout checkout, string other, params string[] arguments) =>
        checkout.RunAsync(["--target=Diff", "--arch=x86_64", $"--with={other}", .. arguments]);
}
