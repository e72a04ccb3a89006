using System.Text;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Storage;
using OpenLinux.TestKit.Engine;
using Reapi = OpenLinux.Engine.Reapi;

namespace OpenLinux.Tests.Engine;

public sealed class MerkleTreeTests
{
    private static readonly Digest Content = Digest.OfUtf8("hello");

    /// <summary>Encoded from text by protoc --encode, not by this code.</summary>
    [Fact]
    public void Its_root_is_the_digest_that_protoc_gives()
    {
        var tree = FileTree.Empty
            .With("tmp", new DirectoryNode(Convert.ToInt32("1777", 8)))
            .With("bin/su", new FileNode(Digest.OfUtf8("su"), Convert.ToInt32("4755", 8)))
            .With("bin/sh", new FileNode(Digest.OfUtf8("shell"), FileNode.Executable))
            .With("bin/ls", new SymlinkNode("sh"))
            .With("README", new FileNode(Content));

        MerkleTree.Of(tree).RootDigest.Should().Be(
            new Digest("70e7f24c0d6887574997cdd1fb63962dfb4519153d9b25a49b856a2cd6c3194d", 235));
    }

    [Fact]
    public void A_directory_of_one_file_is_encoded_byte_by_byte_as_the_specification_says()
    {
        byte[] digest = [0x0a, 64, .. Encoding.ASCII.GetBytes(Content.Hash), 0x10, 5];
        byte[] file = [0x0a, 1, (byte)'a', 0x12, (byte)digest.Length, .. digest, 0x20, 1];
        byte[] directory = [0x0a, (byte)file.Length, .. file];

        var tree = MerkleTree.Of(FileTree.Empty.With("a", new FileNode(Content, FileNode.Executable)));

        tree.Directories[tree.RootDigest].Should().Equal(directory);
    }

    [Fact]
    public void A_stated_directory_that_has_children_anyway_changes_nothing()
    {
        var implied = FileTree.Empty.With("a/b/c", new FileNode(Content));
        var stated = implied.With("a", new DirectoryNode()).With("a/b", new DirectoryNode());

        MerkleTree.Of(stated).RootDigest.Should().Be(MerkleTree.Of(implied).RootDigest);
    }

    [Fact]
    public void A_subtree_by_digest_equals_the_subtree_written_out()
    {
        var include = FileTree.Empty.With("sys/types.h", new FileNode(Content)).With("empty", new DirectoryNode());
        var byDigest = FileTree.Empty.With("usr/include", new SubtreeNode(MerkleTree.Of(include).RootDigest));
        var inFull = FileTree.Empty.WithTree("usr/include", include);

        MerkleTree.Of(byDigest).RootDigest.Should().Be(MerkleTree.Of(inFull).RootDigest);
    }

    [Fact]
    public void Names_are_sorted_by_their_utf8_bytes()
    {
        var tree = MerkleTree.Of(FileTree.Empty
            .With("\U0001F600", new FileNode(Content))
            .With("\uFFFD", new FileNode(Content))
            .With("z", new FileNode(Content)));

        var directory = Reapi.Directory.Parser.ParseFrom(tree.Directories[tree.RootDigest]);
        directory.Files.Select(file => file.Name).Should().Equal("z", "\uFFFD", "\U0001F600");
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("etc//passwd")]
    [InlineData("etc/../passwd")]
    [InlineData("./passwd")]
    [InlineData("etc/")]
    public void A_path_that_is_not_canonical_is_refused(string path)
    {
        var encode = () => MerkleTree.Of(FileTree.Empty.With(path, new FileNode(Content)));

        encode.Should().Throw<ArgumentException>().WithMessage($"*{path}*");
    }

    [Fact]
    public void A_file_cannot_also_be_a_directory()
    {
        var encode = () => MerkleTree.Of(
            FileTree.Empty.With("a", new FileNode(Content)).With("a/b", new FileNode(Content)));

        encode.Should().Throw<ArgumentException>().WithMessage("*a/b*");
    }

    [Fact]
    public void Messages_with_two_entries_of_one_name_are_no_tree()
    {
        var below = new Reapi.Directory();
        var root = new Reapi.Directory
        {
            Files = { new Reapi.FileNode { Name = "a", Digest = Content.ToMessage() } },
            Directories = { new Reapi.DirectoryNode { Name = "a", Digest = MerkleTree.DigestOf(below).ToMessage() } },
        };

        DirectoryReader.Flatten("", root, DirectoryReader.Index(new Reapi.Tree { Root = root, Children = { below } })).Should().BeNull();
    }

    [Theory]
    [InlineData("0A0432021A05", "within the mode of a file")]
    [InlineData("0A04", "within a file")]
    public void A_message_that_ends_too_early_is_none(string bytes, string where) =>
        Reapi.Directory.Parser.TryParse(Convert.FromHexString(bytes)).Should().BeNull(where);

    [Fact]
    public async Task A_stored_tree_reads_back_as_it_was()
    {
        using var workshop = new Workshop();
        using var cache = new CacheFolder(workshop.Cache);
        var store = new FileContentStore(cache);
        var tree = FileTree.Empty
            .With("", new DirectoryNode(Convert.ToInt32("700", 8)))
            .With("tmp", new DirectoryNode(Convert.ToInt32("1777", 8)))
            .With("tmp/x", new FileNode(Content, Convert.ToInt32("4711", 8)))
            .With("empty", new DirectoryNode())
            .With("bin/ls", new SymlinkNode("../sbin/busybox"));
        var merkle = MerkleTree.Of(tree);
        await merkle.StoreAsync(store);

        var read = await new DirectoryReader(store).ReadAsync(merkle.RootDigest);

        read!.Nodes.Should().Equal(tree.Nodes);
    }

    [Fact]
    public void A_tree_message_has_every_directory_once_and_parents_first()
    {
        var shared = FileTree.Empty.With("leaf/x", new FileNode(Content));
        var tree = MerkleTree.Of(FileTree.Empty
            .WithTree("a/deep", shared).WithTree("b", shared).WithTree("a", shared).WithTree("", shared));

        var message = tree.ToTree();

        var digests = message.Children.Prepend(message.Root)
            .Select(directory => MerkleTree.DigestOf(directory)).ToList();
        digests.Should().NotBeEmpty().And.OnlyHaveUniqueItems().And.HaveCount(tree.Directories.Count);
        var links = message.Children.Prepend(message.Root).SelectMany(
            (parent, index) => parent.Directories.Select(child => (Parent: index, Child: digests.IndexOf(child.Digest.ToDigest()))));
        links.Should().NotBeEmpty().And.OnlyContain(link => link.Child > link.Parent);
    }
}
