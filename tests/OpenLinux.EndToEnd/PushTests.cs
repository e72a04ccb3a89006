using System.Text.Json;
using OpenLinux.TestKit.Checkouts;
using OpenLinux.TestKit.Registry;

namespace OpenLinux.EndToEnd;

/// <summary>From source to a real registry, and back by other tools.</summary>
[Collection(ArtifactGroup.Name)]
public sealed class PushTests(BuiltFixture built)
{
    /// <summary>Whoever asks a daemon with this finds none.</summary>
    private static readonly Dictionary<string, string?> NoDaemon = new() { ["DOCKER_HOST"] = "unix:///nonexistent/docker.sock" };

    [Fact]
    public async Task An_image_pushed_without_a_daemon_and_pulled_by_its_digest_is_the_same_image()
    {
        using var registry = new LocalRegistry();
        await using var checkout = await built.NewCheckoutAsync();

        (await checkout.RunAsync(NoDaemon, "--target=Push", "--arch=x86_64", $"--push={registry.Host}/me/openlinux")).Succeeded();

        var pushed = checkout.ReadAll("build/x86_64/openlinux-1.0.0-alpha-x86_64.digest").Trim();
        pushed.Should().StartWith($"{registry.Host}/me/openlinux@sha256:");
        await Command.OutputAsync("docker", ["pull", "-q", pushed]);
        var manifest = await Command.OutputAsync("skopeo", ["inspect", "--raw", $"oci:{checkout.PathOf("build/x86_64/openlinux-1.0.0-alpha-x86_64-oci")}"]);
        var id = JsonDocument.Parse(manifest).RootElement.GetProperty("config").GetProperty("digest").GetString();
        (await Command.OutputAsync("docker", ["image", "inspect", "-f", "{{.Id}}", pushed])).Trim().Should().Be(id);
        (await Command.OutputAsync("docker", ["run", "--rm", pushed, "uname", "-m"])).Trim().Should().Be("x86_64");
        await Command.OutputAsync("docker", ["rmi", "-f", pushed]);
    }

    [Fact]
    public async Task It_gets_the_tags_of_the_templates_and_a_second_push_sends_nothing()
    {
        using var registry = new LocalRegistry();
        await using var checkout = await built.NewCheckoutAsync();
        string[] push = ["--target=Push", "--arch=x86_64", $"--push={registry.Host}/me/openlinux"];
        (await checkout.RunAsync(NoDaemon, push)).Succeeded().LineOf("Push").Should().Contain("2 blobs sent");

        (await checkout.RunAsync(NoDaemon, [.. push, "--verbosity=verbose"])).Succeeded().LineOf("Push").Should().Contain("cached:").And.Contain("2 there already");
        (await checkout.RunAsync(NoDaemon, "--target=Push", "--arch=x86_64", $"--push={registry.Host}/me/openlinux:edge"))
            .Succeeded().LineOf("Push").Should().Contain(" ran in ", "the tag is new").And.Contain(": edge, 0 blobs sent");

        var tags = await Command.OutputAsync("skopeo", ["list-tags", "--tls-verify=false", $"docker://{registry.Host}/me/openlinux"]);
        tags.Should().Contain("\"1.0.0-alpha-x86_64\"").And.Contain($"\"1.0.0-alpha-x86_64-{(await checkout.CommitHashAsync())[..12]}\"");
    }

    [Fact]
    public async Task A_tag_in_the_reference_is_the_only_one_and_blobs_are_mounted_from_another_repository()
    {
        using var registry = new LocalRegistry();
        await using var checkout = await built.NewCheckoutAsync();
        (await checkout.RunAsync(NoDaemon, "--target=Push", "--arch=x86_64", $"--push={registry.Host}/me/openlinux:edge")).Succeeded();

        var second = await checkout.RunAsync(
            NoDaemon, "--target=Push", "--arch=x86_64", $"--push={registry.Host}/you/openlinux:edge", "--push-from=me/openlinux");

        second.Succeeded().LineOf("Push").Should().Contain("0 blobs sent").And.Contain("2 mounted");
        (await Command.OutputAsync("skopeo", ["list-tags", "--tls-verify=false", $"docker://{registry.Host}/you/openlinux"]))
            .Should().Contain("\"edge\"").And.NotContain("1.0.0-alpha");
    }

    [Fact]
    public async Task Papers_are_attached_as_what_refers_to_the_image()
    {
        using var registry = new LocalRegistry();
        await using var checkout = await built.NewCheckoutAsync();

        (await checkout.RunAsync(NoDaemon, "--target=Push", "--arch=x86_64", $"--push={registry.Host}/me/openlinux", "--push-papers"))
            .Succeeded().LineOf("Push").Should().Contain("4 papers attached");

        // This registry has no referrers API, so they stand under the fallback tag.
        var digest = checkout.ReadAll("build/x86_64/openlinux-1.0.0-alpha-x86_64.digest").Trim().Split('@')[1];
        var list = JsonDocument.Parse(await Command.OutputAsync(
            "skopeo", ["inspect", "--raw", "--tls-verify=false", $"docker://{registry.Host}/me/openlinux:{digest.Replace(':', '-')}"]));
        list.RootElement.GetProperty("manifests").EnumerateArray().Select(manifest => manifest.GetProperty("artifactType").GetString())
            .Should().BeEquivalentTo("application/spdx+json", "application/vnd.cyclonedx+json", "application/vnd.in-toto+json", "application/vnd.openlinux.build-record.v1+json");
    }

    [Fact]
    public async Task The_index_of_several_images_is_told_and_noted_by_its_digest()
    {
        using var registry = new LocalRegistry();
        await using var checkout = await built.NewCheckoutAsync();

        var push = (await checkout.RunAsync(NoDaemon, "--target=Push", "--arch=all", $"--push={registry.Host}/me/openlinux")).Succeeded();

        var pushed = checkout.ReadAll("build/all/openlinux-1.0.0-alpha.digest").Trim();
        push.LineOf("Push").Should().Contain($"{pushed}: 1.0.0-alpha,");
        var index = await Command.OutputAsync("skopeo", ["inspect", "--raw", "--tls-verify=false", $"docker://{pushed}"]);
        JsonDocument.Parse(index).RootElement.GetProperty("manifests").EnumerateArray().Select(image => image.GetProperty("digest").GetString())
            .Should().BeEquivalentTo(new[] { "x86_64", "aarch64" }.Select(name => checkout.ReadAll($"build/{name}/openlinux-1.0.0-alpha-{name}.digest").Trim().Split('@')[1]));
        (await checkout.RunAsync(NoDaemon, "--target=Push", "--arch=all", $"--push={registry.Host}/me/other@{pushed.Split('@')[1]}")).Succeeded();
    }

    [Fact]
    public async Task A_push_that_no_target_makes_is_refused()
    {
        await using var checkout = await built.NewCheckoutAsync();

        (await checkout.RunAsync(NoDaemon, "--target=Oci", "--arch=x86_64", "--push=ghcr.io/me/openlinux")).FailedWith("OL014").Stderr.Should().Contain("--target=Oci does not push");

        Directory.Exists(checkout.PathOf("build")).Should().BeFalse();
    }

    [Fact]
    public async Task A_registry_that_is_not_there_leaves_no_digest()
    {
        await using var checkout = await built.NewCheckoutAsync();

        (await checkout.RunAsync(NoDaemon, "--target=Push", "--arch=x86_64", "--push=127.0.0.1:9/me/openlinux")).FailedWith("OL601");

        File.Exists(checkout.PathOf("build/x86_64/openlinux-1.0.0-alpha-x86_64.digest")).Should().BeFalse();
    }

    [Theory]
    [InlineData("OL014", "names a registry")]
    [InlineData("OL610", "is no repository", "--push=ghcr.io/Me/openlinux")]
    [InlineData("OL014", "without host and tag", "--push=ghcr.io/me/openlinux", "--push-from=ghcr.io/me/base")]
    [InlineData("OL014", "without host and tag", "--push=localhost:5000/me/openlinux", "--push-from=localhost:5000/me/base")]
    public async Task A_mistake_in_the_destination_is_known_before_anything_is_built(string code, string cause, params string[] options)
    {
        await using var checkout = await built.NewCheckoutAsync();

        (await checkout.RunAsync(NoDaemon, ["--target=Push", "--arch=x86_64", .. options])).FailedWith(code).Stderr.Should().Contain(cause);

        Directory.Exists(checkout.PathOf("build")).Should().BeFalse();
    }
}
