using OpenLinux.Common.Errors;
using OpenLinux.Engine;
using OpenLinux.Engine.Building;
using OpenLinux.Engine.Content;
using OpenLinux.TestKit.Engine;

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

    [Theory]
    [InlineData("folder")]
    [InlineData("")]
    public async Task A_folder_that_a_link_leads_to_is_refused_and_what_is_in_it_survives(string place)
    {
        using var services = workshop.Open();
        var precious = workshop.Write("elsewhere/folder/thesis.txt", "three years");
        var link = Path.Combine(workshop.Root, "output", place).TrimEnd('/');
        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        Directory.CreateSymbolicLink(link, Path.Combine(workshop.Checkout, "elsewhere", place));
        var tree = FileTree.Empty.With("file", new FileNode(await services.Store.PutAsync("text"u8.ToArray())));

        var refusal = await FluentActions.Awaiting(() => new TreeMaterializer(services.Store, services.Digester)
                .MaterializeAsync(tree, workshop.Root, Path.Combine(workshop.Root, "output/folder"), TestContext.Current.CancellationToken))
            .Should().ThrowAsync<BuildException>();

        refusal.Which.Code.Should().Be(EngineErrors.OutputIsLink);
        refusal.Which.Subject.Should().Be(link);
        File.ReadAllText(precious).Should().Be("three years");
        Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(precious)!).Should().ContainSingle();
    }

    [Fact]
    public async Task A_checkout_that_itself_lies_behind_a_link_is_built_as_any_other()
    {
        using var services = workshop.Open();
        var link = Path.Combine(workshop.Root, "link");
        Directory.CreateSymbolicLink(link, workshop.Checkout);
        var tree = FileTree.Empty.With("file", new FileNode(await services.Store.PutAsync("text"u8.ToArray())));

        await new TreeMaterializer(services.Store, services.Digester)
            .MaterializeAsync(tree, link, Path.Combine(link, "build/folder"), TestContext.Current.CancellationToken);

        File.ReadAllText(Path.Combine(workshop.Checkout, "build/folder/file")).Should().Be("text");
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

    private Task<TreeChange> LayOutAsync(EngineServices services, FileTree tree) =>
        new TreeMaterializer(services.Store, services.Digester).MaterializeAsync(tree, workshop.Root, Folder, TestContext.Current.CancellationToken);
}
