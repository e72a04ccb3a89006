using OpenLinux.Common.Errors;
using OpenLinux.Papers.Publication;
using OpenLinux.TestKit.Engine;
using OpenLinux.TestKit.Papers;

namespace OpenLinux.Tests.Papers;

public sealed class PaperPublisherTests : IDisposable
{
    private readonly EngineFolder engine = new();

    private string Folder => engine.PathOf("build");

    [Fact]
    public async Task A_paper_lies_beside_the_tarball_under_the_tarballs_name()
    {
        var (paper, written) = await PublishAsync("one");

        written.Should().BeTrue();
        paper.Path.Should().Be(Path.Combine(Folder, "openlinux-1.0.0-alpha-x86_64.spdx.json"));
        File.ReadAllText(paper.Path).Should().Be("one");
    }

    [Fact]
    public async Task What_is_already_there_is_left_alone_and_what_differs_is_replaced()
    {
        await PublishAsync("one");

        (await PublishAsync("one")).Written.Should().BeFalse();
        (await PublishAsync("two")).Written.Should().BeTrue();

        Directory.GetFiles(Folder).Should().ContainSingle();
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_named()
    {
        File.WriteAllText(Folder, "a file where the folder should be");
        var publish = () => PublishAsync("one");

        (await publish.Should().ThrowAsync<BuildException>()).WithMessage($"OL442*{Folder}*");
    }

    public void Dispose() => engine.Dispose();

    private Task<(Paper Paper, bool Written)> PublishAsync(string content) =>
        new PaperPublisher(Folder, engine.Services.Store, engine.Services.Digester)
            .PublishAsync(PaperKind.Spdx, Bills.Product, engine.File(content).Content, default);
}
