using System.Text;
using OpenLinux.Common.Errors;
using OpenLinux.Docker;
using OpenLinux.Oci;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Docker;

namespace OpenLinux.EndToEnd.Docker;

/// <summary>An image from a Dockerfile has the tarball's files and no others, or it goes again.</summary>
public sealed class BuiltFilesTests
{
    [Fact]
    public async Task A_file_more_is_named_and_the_image_goes_again()
    {
        var failure = await FailureAsync("COPY extra /etc/extra");

        failure.Code.Id.Should().Be("OL511");
        failure.Cause.Should().Contain("/etc/extra: added").And.Contain("/etc: added").And.NotContain("/bin/sh");
    }

    [Fact]
    public async Task A_file_that_was_changed_is_named_with_its_fields() =>
        (await FailureAsync("COPY --chown=7:8 extra /bin/sh")).Cause.Should().MatchRegex("/bin/sh: content, mode 0755 -> 0644, owner 0:0 -> 7:8, mtime 1970-01-01T00:00:00Z -> ");

    [Fact]
    public async Task A_directory_that_WORKDIR_makes_is_named() =>
        (await FailureAsync("WORKDIR /work\nWORKDIR /")).Message.Should().ContainAll("/work: added", "rootfs.directories");

    [Fact]
    public async Task Many_paths_are_counted_and_the_first_ones_told()
    {
        var failure = await FailureAsync(string.Join('\n', Enumerable.Range(10, 20).Select(number => $"COPY extra /{number}")));

        failure.Cause.Should().Contain("20 paths").And.Contain("/10: added").And.Contain("/19: added").And.NotContain("/20").And.EndWith("…");
    }

    /// <summary>What comes of a Dockerfile that does more than unpack the tarball.</summary>
    private static async Task<BuildException> FailureAsync(string instructions)
    {
        using var fixture = await ImageFixture.CreateAsync();
        using var context = new TestFolder();
        var mark = $"org.example.test={fixture.Repository}";
        var intent = fixture.Intent() with { DiffIds = null };
        intent = intent with { Config = intent.Config with { Labels = new Dictionary<string, string>(intent.Config.Labels) { ["org.example.test"] = fixture.Repository } } };
        var dockerfile = string.Join('\n', ["FROM scratch", "ADD rootfs.tar.gz /", instructions, .. ImageInstructions.Of(intent.Config), ""]);
        context.Write("Dockerfile", Encoding.UTF8.GetBytes(dockerfile));
        Tool.Run("chmod", ["644", context.Write("extra", "extra"u8)]);
        File.Copy(fixture.TarballPath, context.PathOf("rootfs.tar.gz"));
        var build = new DockerBuild(context.Path, context.PathOf("Dockerfile"), "linux/amd64", new Dictionary<string, string>());

        var failure = await fixture.Actions(fixture.Daemon("one"), intent)
            .Awaiting(it => it.BuildAsync(dockerfile, () => build, fixture.TarballPath, fixture.Tarball.Content, default))
            .Should().ThrowAsync<BuildException>();
        fixture.Changes.Undo();

        Tool.Run("docker", ["images", "-q", "--filter", $"label={mark}"]).Should().BeEmpty("what is not as meant goes again");
        return failure.Which;
    }
}
