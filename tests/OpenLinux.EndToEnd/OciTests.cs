using System.Text.Json;
using OpenLinux.TestKit.Checkouts;

namespace OpenLinux.EndToEnd;

/// <summary>What we write as an OCI image, read by the tools that others use.</summary>
[Collection(ArtifactGroup.Name)]
public sealed class OciTests(BuiltFixture built)
{
    private const string Layout = "build/x86_64/openlinux-1.0.0-alpha-x86_64-oci";
    private const string Archive = Layout + ".tar";
    private const string Rootfs = "build/x86_64/openlinux-1.0.0-alpha-x86_64-rootfs.tar.gz";

    [Fact]
    public async Task Docker_and_podman_load_it_under_the_image_id_that_it_states()
    {
        await using var checkout = await built.NewCheckoutAsync();
        (await checkout.RunAsync("--target=Docker", "--arch=x86_64", "--docker-mode=load")).Succeeded();
        var id = await StatedIdAsync(checkout);
        var image = $"{checkout.Repository}:1.0.0-alpha-x86_64";

        (await ImageIdAsync(image)).Should().Be(id);
        (await Command.OutputAsync("docker", ["run", "--rm", image, "uname", "-m"])).Trim().Should().Be("x86_64");

        await checkout.RemoveImagesAsync();
        await Command.OutputAsync("docker", ["load", "-q", "-i", checkout.PathOf(Archive)]);
        (await ImageIdAsync(image)).Should().Be(id);

        var podman = Directory.CreateTempSubdirectory("openlinux-podman-").FullName;
        string[] store = ["--root", $"{podman}/root", "--runroot", $"{podman}/run", "--storage-driver", "vfs"];
        await Command.OutputAsync("podman", [.. store, "load", "-q", "-i", checkout.PathOf(Archive)]);
        (await Command.OutputAsync("podman", [.. store, "images", "-q", "--no-trunc"])).Trim().Should().Be(id);
        Directory.Delete(podman, recursive: true);
    }

    [Fact]
    public async Task A_second_load_is_cached_and_a_removed_image_is_loaded_again()
    {
        await using var checkout = await built.NewCheckoutAsync();
        string[] load = ["--target=Docker", "--arch=x86_64", "--docker-mode=load"];
        (await checkout.RunAsync(load)).Succeeded();

        (await checkout.RunAsync(load)).Succeeded().LineOf("DockerLoad").Should().Contain("cached:");
        await checkout.RemoveImagesAsync();
        (await checkout.RunAsync(load)).Succeeded().LineOf("DockerLoad").Should().Contain("ran in").And.Contain("the daemon has the image no longer");
    }

    [Fact]
    public async Task Umoci_unpacks_the_files_of_the_tarball()
    {
        await using var checkout = await OciCheckoutAsync();

        (await UnpackedAsync(checkout)).Should().Be(await TarballAsync(checkout)).And.Contain("bin/busybox");
    }

    [Fact]
    public async Task Skopeo_reads_layout_and_archive_alike()
    {
        await using var checkout = await OciCheckoutAsync();

        var archive = await Command.OutputAsync("skopeo", ["inspect", $"oci-archive:{checkout.PathOf(Archive)}"]);

        archive.Should().Be(await Command.OutputAsync("skopeo", ["inspect", $"oci:{checkout.PathOf(Layout)}"]));
        archive.Should().Contain("\"Architecture\": \"amd64\"").And.Contain(await checkout.CommitHashAsync());
    }

    [Fact]
    public async Task Layers_part_the_image_so_that_a_changed_program_ships_kilobytes()
    {
        await using var checkout = await built.NewCheckoutAsync();
        Samples.AddGreeting(checkout);
        string[] split = ["--target=Oci", "--arch=x86_64", "--image.layers=busybox", "--image.layers=init"];
        (await checkout.RunAsync(split)).Succeeded();
        var before = await LayersAsync(checkout);
        (await UnpackedAsync(checkout)).Should().Be(await TarballAsync(checkout), "together the layers are the root filesystem");

        checkout.Replace("src/bin/hello/hello.c", "hello", $"hi {Guid.NewGuid():n}");
        (await checkout.RunAsync(split)).Succeeded();
        var after = await LayersAsync(checkout);

        before.Should().HaveCount(3);
        after[..2].Should().Equal(before[..2]);
        after[2].Digest.Should().NotBe(before[2].Digest);
        after[2].Size.Should().BeLessThan(64 * 1024);
    }

    [Fact]
    public async Task Zstd_layers_are_the_same_image_by_its_id()
    {
        await using var checkout = await OciCheckoutAsync();
        var id = await StatedIdAsync(checkout);

        (await checkout.RunAsync("--target=Oci", "--arch=x86_64", "--image.compression=zstd")).Succeeded();

        (await StatedIdAsync(checkout)).Should().Be(id);
        var layer = checkout.PathOf($"{Layout}/blobs/sha256/{(await LayersAsync(checkout))[0].Digest}");
        (await Command.OutputAsync("sh", ["-c", $"zstd -dc {layer} | sha256sum"])).Split(' ')[0]
            .Should().Be((await Command.OutputAsync("sh", ["-c", $"gzip -dc {checkout.PathOf(Rootfs)} | sha256sum"])).Split(' ')[0]);
    }

    [Fact]
    public async Task A_daemon_that_reads_no_zstd_is_told_apart()
    {
        await using var checkout = await built.NewCheckoutAsync();

        // A layer that the daemon has already, it does not read.
        checkout.Write("src/rootfs/etc/motd", $"{Guid.NewGuid():n}\n");

        var result = await checkout.RunAsync("--target=Docker", "--arch=x86_64", "--docker-mode=load", "--image.compression=zstd");

        var major = int.Parse((await Command.OutputAsync("docker", ["version", "-f", "{{.Server.Version}}"])).Split('.')[0], System.Globalization.CultureInfo.InvariantCulture);
        if (major >= 23)
        {
            result.Succeeded();
        }
        else
        {
            result.FailedWith("OL508").Stderr.Should().Contain("image.compression");
            (await checkout.ReferencesAsync()).Should().BeEmpty();
        }
    }

    [Fact]
    public async Task A_layer_of_a_component_that_is_not_there_names_the_nearest()
    {
        await using var checkout = await built.NewCheckoutAsync();

        (await checkout.RunAsync("--target=Oci", "--arch=x86_64", "--image.layers=bussybox")).FailedWith("OL530").Stderr.Should().Contain("\"busybox\"");
    }

    private async Task<Checkout> OciCheckoutAsync()
    {
        var checkout = await built.NewCheckoutAsync();
        (await checkout.RunAsync("--target=Oci", "--arch=x86_64")).Succeeded();
        return checkout;
    }

    private static async Task<string> StatedIdAsync(Checkout checkout) =>
        (await ManifestAsync(checkout)).GetProperty("config").GetProperty("digest").GetString()!;

    private static async Task<(string Digest, long Size)[]> LayersAsync(Checkout checkout) =>
        [.. (await ManifestAsync(checkout)).GetProperty("layers").EnumerateArray()
            .Select(layer => (layer.GetProperty("digest").GetString()!["sha256:".Length..], layer.GetProperty("size").GetInt64()))];

    private static async Task<JsonElement> ManifestAsync(Checkout checkout) =>
        JsonDocument.Parse(await Command.OutputAsync("skopeo", ["inspect", "--raw", $"oci-archive:{checkout.PathOf(Archive)}"])).RootElement;

    private static async Task<string> ImageIdAsync(string image) =>
        (await Command.OutputAsync("docker", ["image", "inspect", "-f", "{{.Id}}", image])).Trim();

    private static async Task<string> UnpackedAsync(Checkout checkout)
    {
        var folder = Directory.CreateTempSubdirectory("openlinux-umoci-").FullName;
        var bundle = Path.Combine(folder, "bundle");
        await Command.OutputAsync("umoci", ["unpack", "--image", $"{checkout.PathOf(Layout)}:1.0.0-alpha-x86_64", bundle]);
        var files = await FilesOfAsync(Path.Combine(bundle, "rootfs"));
        Directory.Delete(folder, recursive: true);
        return files;
    }

    private static async Task<string> TarballAsync(Checkout checkout)
    {
        var folder = Directory.CreateTempSubdirectory("openlinux-rootfs-").FullName;
        await Command.OutputAsync("tar", ["-xpzf", checkout.PathOf(Rootfs), "-C", folder]);
        return await FilesOfAsync(folder);
    }

    /// <summary>Path, mode, owner, size, time, link target and content of everything below a folder, which is removed.</summary>
    private static async Task<string> FilesOfAsync(string folder)
    {
        var files = await Command.OutputAsync("sh", ["-c", "find . -mindepth 1 -printf '%P %m %U:%G %y %T@ %l\\n' | LC_ALL=C sort; find . -type f -exec sha256sum {} + | LC_ALL=C sort"], folder);
        Directory.Delete(folder, recursive: true);
        return files;
    }
}
