using OpenLinux.Common.Errors;
using OpenLinux.Engine.Content;
using OpenLinux.TestKit.Userland;
using OpenLinux.Userland;

namespace OpenLinux.Tests.Userland;

/// <summary>[[files]]: what a component of any kind brings as it is, with modes.</summary>
public sealed class BroughtFileTests : IDisposable
{
    private readonly SourceWorkshop workshop = new();

    public BroughtFileTests()
    {
        Write("src/lib/x/x.c", "int x;\n");
        Write("src/lib/x/etc/one.conf", "1\n");
        Write("src/lib/x/etc/more/two.conf", "2\n");
    }

    public void Dispose() => workshop.Dispose();

    [Fact]
    public async Task Files_and_folders_go_where_they_are_said_to_with_their_modes()
    {
        Recipe("""
            [[files]]
            to = "etc/one"
            from = "etc/one.conf"
            mode = 0o640
            [[files]]
            to = "usr/share/x"
            from = "etc"
            """);

        var output = (await workshop.BuildAsync("x")).Outputs["x"];

        output.Files.Nodes.Keys.Should().Equal("etc/one", "lib/libx.a", "usr/share/x/more/two.conf", "usr/share/x/one.conf");
        ((FileNode)output.Files.Nodes["etc/one"]).Mode.Should().Be(0b110_100_000);
        output.Modes.Should().BeEquivalentTo(new Dictionary<string, int> { ["etc/one"] = 0b110_100_000 });
        output.Made.Select(made => made.Step.Label).Should().Contain("src/lib/x/etc/one.conf");
    }

    [Fact]
    public async Task A_changed_file_and_a_changed_mode_are_seen()
    {
        Recipe("[[files]]\nto = \"etc/one\"\nfrom = \"etc/one.conf\"\n");
        var first = (await workshop.BuildAsync("x")).Outputs["x"].Files.Nodes["etc/one"];
        Write("src/lib/x/etc/one.conf", "changed\n");
        var second = (await workshop.BuildAsync("x")).Outputs["x"].Files.Nodes["etc/one"];
        Recipe("[[files]]\nto = \"etc/one\"\nfrom = \"etc/one.conf\"\nmode = 0o600\n");
        var third = (await workshop.BuildAsync("x")).Outputs["x"].Files.Nodes["etc/one"];

        new[] { first, second, third }.Should().HaveCount(3).And.OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task A_release_brings_some_as_well()
    {
        Write("src/lib/x/build.sh", "mkdir -p out/share; cp src/a out/share\n");
        Write("src/lib/x/recipe.toml", Release.Of("x", ("a", "a")).PutInto(workshop.Files.Cache) + "[[files]]\nto = \"etc/one\"\nfrom = \"etc/one.conf\"\n");

        (await workshop.BuildAsync("x")).Outputs["x"].Files.Nodes.Keys.Should().Equal("etc/one", "share/a");
    }

    [Fact]
    public async Task They_may_come_from_the_tree_that_the_recipe_names()
    {
        Write("../tree/y.c", "int y;\n");
        Write("../tree/conf/y.conf", "y\n");
        Recipe("""
            [source]
            path = "../tree"
            [[files]]
            to = "etc/y"
            from = "conf/y.conf"
            [[files]]
            to = "etc/one"
            from = "etc/one.conf"
            """);

        (await workshop.BuildAsync("x")).Outputs["x"].Files.Nodes.Keys.Should().Equal("etc/one", "etc/y", "lib/libx.a");
    }

    [Theory]
    [InlineData("to = \"etc/one\"\nfrom = \"etc/on.conf\"", "did you mean", "OL317")]
    [InlineData("to = \"lib/libx.a\"\nfrom = \"etc/one.conf\"", "both give it", "OL312")]
    [InlineData("to = \"etc/one\"\nfrom = \"etc/one.conf\"\nmode = 640", "write 0o640", "OL106")]
    [InlineData("to = \"etc/one\"\nfrom = \"../one.conf\"", "a relative path", "OL106")]
    public async Task What_cannot_be_brought_is_refused(string keys, string expected, string code)
    {
        Recipe($"[[files]]\n{keys}\n");

        var refusal = (await FluentActions.Awaiting(() => workshop.BuildAsync("x")).Should().ThrowAsync<BuildException>()).Which;

        refusal.Code.Id.Should().Be(code);
        refusal.Message.Should().Contain(expected);
    }

    private void Recipe(string text) => Write("src/lib/x/recipe.toml", text + "\n");

    private void Write(string path, string text) => workshop.Files.Write(path, text);
}
