using OpenLinux.Common.Errors;
using OpenLinux.Engine.Content;
using OpenLinux.TestKit.Engine;
using OpenLinux.TestKit.Userland;

namespace OpenLinux.Tests.Engine;

/// <summary>Names that are not UTF-8, made by the shell: .NET can neither say nor see them.</summary>
public sealed class UnreadableNameTests : IDisposable
{
    private readonly Workshop workshop = new();

    public void Dispose()
    {
        FolderOf("rm -rf -- *");
        workshop.Dispose();
    }

    [Theory]
    [InlineData("touch \"$(printf 'caf\\351.c')\"", @"caf\xe9.c")]
    [InlineData("mkdir \"$(printf 'deep\\377')\"; touch \"$(printf 'deep\\377')/file\"", @"deep\xff")]
    [InlineData("touch \"$(printf 'a\\357\\277\\275')\" \"$(printf 'a\\377')\"", @"a\xff")]
    [InlineData("ln -s \"$(printf 'to\\200')\" link", @"to\x80")]
    public void A_file_of_the_sources_is_refused_by_name(string script, string name)
    {
        FolderOf(script);
        using var services = workshop.Open();

        var refusal = FluentActions.Invoking(() => services.Digester.TreeOf(workshop.Checkout)).Should().Throw<BuildException>().Which;

        refusal.Code.Should().Be(CommonErrors.NameNotUtf8);
        refusal.Subject.Should().EndWith(name);
    }

    [Theory]
    [InlineData("mkdir out; touch out/fine \"$(printf 'out/caf\\351')\"", @"caf\xe9")]
    [InlineData("mkdir out; ln -s \"$(printf 'to\\200')\" out/link", @"to\x80")]
    public async Task An_output_is_refused_by_name_and_leaves_nothing_behind(string script, string name)
    {
        var refusal = (await FluentActions.Awaiting(() => workshop.RunAsync(_ => Workshop.Shell(script, "out")))
            .Should().ThrowAsync<BuildException>()).Which;

        refusal.Code.Should().Be(CommonErrors.NameNotUtf8);
        refusal.Subject.Should().EndWith(name);
        Directory.GetFileSystemEntries(workshop.Cache, "out", SearchOption.AllDirectories).Should().BeEmpty();
    }

    [Fact]
    public async Task A_folder_that_holds_one_is_not_made_equal_to_a_tree_without_a_word()
    {
        FolderOf("touch \"$(printf 'old\\351')\"");
        using var services = workshop.Open();

        var refusal = (await FluentActions.Awaiting(() => new TreeMaterializer(services.Store, services.Digester)
            .MaterializeAsync(FileTree.Empty, workshop.Root, workshop.Checkout, TestContext.Current.CancellationToken)).Should().ThrowAsync<BuildException>()).Which;

        refusal.Subject.Should().EndWith(@"old\xe9");
    }

    [Fact]
    public void The_character_that_stands_for_unreadable_bytes_is_a_name_like_others()
    {
        workshop.Write("really \uFFFD", "text");
        using var services = workshop.Open();

        services.Digester.TreeOf(workshop.Checkout).Nodes.Should().ContainKey("really \uFFFD");
    }

    private void FolderOf(string script) =>
        RunningProgram.RunAsync("sh", "-c", $"cd '{workshop.Checkout}' && {script}").GetAwaiter().GetResult().ExitCode.Should().Be(0);
}
