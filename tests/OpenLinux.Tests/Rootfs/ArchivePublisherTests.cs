using OpenLinux.Common.Errors;
using OpenLinux.Engine.Content;
using OpenLinux.Rootfs.Packing;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Engine;

namespace OpenLinux.Tests.Rootfs;

public sealed class ArchivePublisherTests : IDisposable
{
    private readonly EngineFolder engine = new();

    private ArchivePublisher Publisher => new(engine.Services.Store, engine.Services.Digester);

    private string Published => PathOf("1.0");

    [Fact]
    public async Task The_checksum_beside_it_is_what_sha256sum_checks()
    {
        (await PublishAsync("one")).Should().BeTrue();

        File.ReadAllText(Published).Should().Be("one");
        Tool.Run("sha256sum", ["-c", Published + ".sha256"], Path.GetDirectoryName(Published)).Should().EndWith(": OK\n");
    }

    [Fact]
    public async Task What_is_already_right_is_left_alone()
    {
        await PublishAsync("one");
        var written = File.GetLastWriteTimeUtc(Published);

        (await PublishAsync("one")).Should().BeFalse();

        File.GetLastWriteTimeUtc(Published).Should().Be(written);
    }

    [Theory]
    [InlineData("", "damaged")]
    [InlineData(".sha256", "damaged")]
    [InlineData("", null)]
    [InlineData(".sha256", null)]
    public async Task What_is_damaged_or_gone_is_written_anew(string suffix, string? content)
    {
        await PublishAsync("one");
        File.Delete(Published + suffix);
        if (content is not null)
        {
            File.WriteAllText(Published + suffix, content);
        }

        (await PublishAsync("one")).Should().BeTrue();

        Tool.Run("sha256sum", ["-c", Published + ".sha256"], Path.GetDirectoryName(Published));
    }

    [Fact]
    public async Task Another_versions_files_stay()
    {
        await PublishAsync("one");
        await Publisher.PublishAsync(engine.File("two").Content, PathOf("2.0"));

        Directory.GetFiles(Path.GetDirectoryName(Published)!).Should().HaveCount(4);
    }

    [Fact]
    public async Task A_tarball_that_the_store_has_lost_leaves_nothing_half_written()
    {
        var publish = () => Publisher.PublishAsync(Digest.OfUtf8("never stored"), Published);

        await publish.Should().ThrowAsync<MissingBlobException>();

        Directory.GetFiles(Path.GetDirectoryName(Published)!).Should().BeEmpty();
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_named()
    {
        File.WriteAllText(engine.PathOf("build"), "a file where the folder should be");
        var publish = () => PublishAsync("one");

        (await publish.Should().ThrowAsync<BuildException>()).WithMessage($"OL422*{engine.PathOf("build")}*");
    }

    public void Dispose() => engine.Dispose();

    private Task<bool> PublishAsync(string content) => Publisher.PublishAsync(engine.File(content).Content, Published);

    private string PathOf(string version) => engine.PathOf($"build/x86_64/openlinux-{version}-x86_64-rootfs.tar.gz");
}
