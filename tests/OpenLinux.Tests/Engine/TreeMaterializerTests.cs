using OpenLinux.Engine.Content;

namespace OpenLinux.Tests.Engine;

public sealed class TreeMaterializerTests : IDisposable
{
    private readonly Workshop workshop = new();

    private string Folder => Path.Combine(workshop.Root, "folder");

    public void Dispose() => workshop.Dispose();

    [Fact]
    public async Task A_folder_becomes_the_tree_whatever_stood_in_it()
    {
        using var services = workshop.Open();
        var file = new FileNode(await services.Store.PutAsync("text"u8.ToArray()));
        await LayOutAsync(services, FileTree.Empty.With("file", file).With("folder/file", file).With("link", new SymlinkNode("file")).With("stale/file", file));

        var change = await LayOutAsync(
            services,
            FileTree.Empty.With("file/file", file).With("folder", file).With("link/file", file).With("new", new SymlinkNode("folder")).With("empty", new DirectoryNode()));

        change.Removed.Should().Be(4, "of file, folder, link and stale none is as before");
        Directory.EnumerateFileSystemEntries(Folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Folder, path))
            .Should().BeEquivalentTo("empty", "file", "file/file", "folder", "link", "link/file", "new");
        File.ReadAllText(Path.Combine(Folder, "new")).Should().Be("text");
    }

    [Fact]
    public async Task A_link_where_a_file_belongs_is_replaced_and_what_it_led_to_is_left_alone()
    {
        using var services = workshop.Open();
        var elsewhere = workshop.Write("elsewhere", "other");
        Directory.CreateDirectory(Folder);
        File.CreateSymbolicLink(Path.Combine(Folder, "file"), elsewhere);

        await LayOutAsync(services, FileTree.Empty.With("file", new FileNode(await services.Store.PutAsync("text"u8.ToArray()))));

        File.ReadAllText(Path.Combine(Folder, "file")).Should().Be("text");
        File.ReadAllText(elsewhere).Should().Be("other");
    }

    /// <summary>An OCI image layout has its blobs before its index: whoever reads it then finds all that the index names.</summary>
    [Fact]
    public async Task What_stops_in_between_leaves_all_that_was_there()
    {
        using var services = workshop.Open();
        var old = new FileNode(await services.Store.PutAsync("old"u8.ToArray()));
        await LayOutAsync(services, FileTree.Empty.With("blobs/old", old).With("index", old));
        var next = new FileNode(await services.Store.PutAsync("new"u8.ToArray()));
        var lost = new FileNode(Digest.Of("lost"u8));

        await FluentActions.Awaiting(() => LayOutAsync(services, FileTree.Empty.With("blobs/new", next).With("index", lost)))
            .Should().ThrowAsync<MissingBlobException>();

        File.ReadAllText(Path.Combine(Folder, "blobs/old")).Should().Be("old");
        File.ReadAllText(Path.Combine(Folder, "index")).Should().Be("old");
    }

    private Task<TreeChange> LayOutAsync(OpenLinux.Engine.EngineServices services, FileTree tree) =>
        new TreeMaterializer(services.Store, services.Digester).MaterializeAsync(tree, Folder, TestContext.Current.CancellationToken);
}
