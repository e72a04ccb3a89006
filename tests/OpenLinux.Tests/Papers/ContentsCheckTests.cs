using OpenLinux.Common.Errors;
using OpenLinux.Engine.Content;
using OpenLinux.Papers.Bom;
using OpenLinux.TestKit.Papers;

namespace OpenLinux.Tests.Papers;

public sealed class ContentsCheckTests
{
    private static readonly FileTree Built = Bills.Contents.With("opt", new DirectoryNode());

    [Fact]
    public void What_was_packed_is_in_the_tarball() => ContentsCheck.Require(Built, Built);

    [Fact]
    public void A_directory_of_the_usual_mode_need_not_be_stated() => ContentsCheck.Require(Built, Bills.Contents);

    [Fact]
    public void A_file_that_is_missing_is_named() =>
        Refusal(Built.Where((path, _) => path != "bin/sh")).Message.Should().ContainAll("OL441", "/bin/sh", "is not in the tarball");

    [Fact]
    public void A_mode_that_differs_is_named() =>
        Refusal(Built.With("tmp", new DirectoryNode(0b111_111_111))).Message.Should().ContainAll("OL441", "/tmp", "1777", "777");

    private static BuildException Refusal(FileTree contents) =>
        FluentActions.Invoking(() => ContentsCheck.Require(Built, contents)).Should().Throw<BuildException>().Which;
}
