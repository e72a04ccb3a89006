using OpenLinux.Engine.Content;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Engine;

namespace OpenLinux.Tests.Engine;

public sealed class DirectoryHashTests
{
    /// <summary>The command of in-toto's specification.</summary>
    private const string Command = "find . -type f | cut -c3- | LC_ALL=C sort | xargs -r -d '\\n' sha256sum | sha256sum | cut -f1 -d' '";

    [Fact]
    public void It_is_what_sha256sum_says_of_the_same_folder()
    {
        using var engine = new EngineFolder();
        using var folder = new TestFolder();
        folder.Write("b/deep/file", "one"u8);
        folder.Write("b.c", "two"u8);
        folder.Write("b of it's own", "four"u8);
        folder.Write("é", "three"u8);
        File.CreateSymbolicLink(folder.PathOf("link"), "b.c");
        Directory.CreateDirectory(folder.PathOf("empty"));

        DirectoryHash.Of(engine.Services.Digester.TreeOf(folder.Path)).Should().Be(Tool.Run("sh", ["-c", Command], folder.Path).Trim());
    }

    [Fact]
    public void Nothing_has_a_hash_too() => DirectoryHash.Of(FileTree.Empty).Should().Be(Digest.Empty.Hash);
}
