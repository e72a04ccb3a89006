using OpenLinux.Common.Errors;
using OpenLinux.TestKit.Http;
using OpenLinux.TestKit.Userland;
using OpenLinux.Userland.Sources.Apt;
using OpenLinux.Userland.Sources.Places;
using OpenLinux.Userland.Sources.Unpacking;

namespace OpenLinux.EndToEnd.Userland;

/// <summary>With the apt, the keys and the mirror of the machine that runs the tests.</summary>
public sealed class DebianSourceTests : IDisposable
{
    private readonly SourceFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public async Task Upstream_releases_come_from_Debians_source_packages()
    {
        fixture.Settings = fixture.Settings with { Apt = AptMachine.Default };
        using var fetcher = fixture.NewFetcher();
        SourceArchive[] archives =
        [
            new("musl-1.2.5.tar.gz", "a9a118bbe84d8764da0ea0d28b3ab3fae8477fc7e4085d90102b8596fc7c75e4", [], "musl"),
            new("busybox-1.37.0.tar.bz2", "3311dff32e746499f4df0d5df04d7eb396382d7e108bb9250e7b519b837043a4", [], "busybox"),
        ];

        foreach (var archive in archives)
        {
            var digest = await fetcher.FetchAsync(archive, CancellationToken.None);

            digest.Hash.Should().Be(archive.Sha256);
            var unpack = UnpackStep.Of(archive, digest);
            var tree = (await unpack.Builtin!.RunAsync(unpack, fixture.Builtins, CancellationToken.None)).Outputs;
            tree.Nodes.Should().ContainKeys("src/Makefile", "src/README");
        }

        fixture.Reporter.Messages.Where(message => message.Contains("lists", StringComparison.Ordinal))
            .Should().ContainSingle("one set of lists serves both");

        var unknown = new SourceArchive("musl-9.tar.gz", fixture.Sha256, [], "musl");
        var fetch = () => fetcher.FetchAsync(unknown, CancellationToken.None);
        (await fetch.Should().ThrowAsync<BuildException>()).Which.Cause
            .Should().Contain($"Debian source package musl has no file with SHA-256 {fixture.Sha256}");
    }

    [Fact]
    public async Task A_mirror_that_cannot_be_reached_is_the_reason_given()
    {
        var apt = Directory.CreateDirectory(Path.Combine(fixture.Folder, "apt")).FullName;
        var mirror = LoopbackServer.ClosedAddress.Replace("gone.tar.gz", "debian", StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(apt, "sources.list"), $"deb [trusted=yes] {mirror} bookworm main\n");
        await File.WriteAllTextAsync(Path.Combine(apt, "os-release"), "ID=debian\nVERSION_CODENAME=bookworm\n");
        fixture.Settings = fixture.Settings with { Apt = new AptMachine(apt, Path.Combine(apt, "os-release")) };
        using var fetcher = fixture.NewFetcher();
        var fetch = () => fetcher.FetchAsync(fixture.Archive() with { DebianPackage = "musl" }, CancellationToken.None);

        (await fetch.Should().ThrowAsync<BuildException>()).Which.Cause.Should().Contain("Debian source package musl has no file")
            .And.Contain("that could be read");
    }
}
