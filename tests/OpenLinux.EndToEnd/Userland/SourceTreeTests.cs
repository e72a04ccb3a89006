using OpenLinux.Common.Errors;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Userland;
using OpenLinux.Userland;

namespace OpenLinux.EndToEnd.Userland;

/// <summary>Sources that lie elsewhere: [source] with a folder or a commit, for components of ours and of others. Nothing is written there.</summary>
public sealed class SourceTreeTests : IDisposable
{
    private readonly SourceWorkshop workshop = new();

    public SourceTreeTests()
    {
        Write("../tree/lib/x/one.c", "int one = 1;\n");
        Write("src/lib/x/recipe.toml", "[source]\npath = \"../tree\"\nfolder = \"lib/x\"\n");
    }

    private string Tree => Path.Combine(workshop.Files.Root, "tree");

    public void Dispose() => workshop.Dispose();

    [Fact]
    public async Task A_tree_elsewhere_is_compiled_where_it_is()
    {
        var before = Listing();

        var built = await workshop.BuildAsync("x");

        built.Ran("CcCompile").Should().Equal("x86_64 ../tree/lib/x/one.c");
        built.Outputs["x"].Materials.Should().ContainSingle().Which.Name.Should().Be("../tree/lib/x");
        Listing().Should().Equal(before);
        (await workshop.CommandsOfAsync("x")).Should().Contain("\"../tree/lib/x/one.c\"").And.NotContain("src/lib/x/one.c");
    }

    [Fact]
    public async Task An_edit_there_is_seen()
    {
        await workshop.BuildAsync("x");
        Write("../tree/lib/x/one.c", "int one = 2;\n");
        (await workshop.BuildAsync("x")).Ran("CcCompile").Should().Equal("x86_64 ../tree/lib/x/one.c");
        Write("../tree/lib/x/two.c", "int two;\n");

        (await workshop.BuildAsync("x")).Ran("CcCompile").Should().Equal("x86_64 ../tree/lib/x/two.c");
    }

    [Fact]
    public async Task Where_it_lies_is_no_matter()
    {
        await workshop.BuildAsync("x");
        Directory.Move(Tree, Path.Combine(workshop.Files.Root, "moved"));
        Write("src/lib/x/recipe.toml", $"[source]\npath = \"{workshop.Files.Root}/moved/lib\"\nfolder = \"x\"\n");

        var built = await workshop.BuildAsync("x");

        built.Ran("CcCompile").Concat(built.Ran("CcArchive")).Should().BeEmpty();
    }

    [Fact]
    public async Task What_git_does_in_it_is_not()
    {
        Write("src/lib/x/recipe.toml", "sources = [\"**/*.c\"]\n[source]\npath = \"../tree\"\n");
        Write("../tree/.git/hooks/sample.c", "#error\n");
        var first = await workshop.BuildAsync("x");
        Write("../tree/.git/index", "2");

        var second = await workshop.BuildAsync("x");

        second.Outputs["x"].Materials.Should().BeEquivalentTo(first.Outputs["x"].Materials);
        workshop.LeftOut.Should().BeEmpty();
    }

    [Fact]
    public async Task All_programs_of_a_tree_need_no_folder_each()
    {
        Write("../tree/bin/p/p.c", "int main(void) { return 0; }\n");
        Write("../tree/lib/x/one.c", "int main(void);\nvoid _start(void) { main(); for (;;); }\n");
        Write("src/lib/x/recipe.toml", "start_files = []\n[source]\npath = \"../tree\"\nfolder = \"lib/x\"\n");
        Write("src/bin/recipe.toml", "depends = [\"x\"]\n[source]\npath = \"../tree\"\nfolder = \"bin/{name}\"\n");

        var built = await workshop.BuildAsync("x", "p");

        built.Outputs["p"].Files.Nodes.Keys.Should().Equal("bin/p");
        (await RefusalAsync("x", "q")).Code.Should().Be(UserlandErrors.ComponentMissing);
    }

    [Fact]
    public async Task A_link_out_of_it_is_refused()
    {
        File.CreateSymbolicLink(Path.Combine(Tree, "lib/x/two.c"), "../../../two.c");

        var refusal = await RefusalAsync("x");

        refusal.Code.Should().Be(UserlandErrors.LinkLeadsOut);
        refusal.Subject.Should().Be("../tree/lib/x/two.c");
    }

    [Theory]
    [InlineData("path = \"../three\"\n", "there is no folder")]
    [InlineData("path = \"../tree\"\nfolder = \"lib/y\"\n", "there is no folder")]
    [InlineData("folder = \"lib/x\"\n", "a folder or a commit")]
    [InlineData("path = \"../tree\"\ngit = \"../tree\"\n", "a folder or a commit")]
    [InlineData("git = \"../tree\"\n", "a branch or tag may lead elsewhere tomorrow")]
    [InlineData("git = \"../tree\"\ncommit = \"main\"\n", "a whole commit ID")]
    public async Task A_source_that_leads_nowhere_is_refused(string keys, string expected)
    {
        Write("src/lib/x/recipe.toml", "[source]\n" + keys);

        (await RefusalAsync("x")).Message.Should().Contain(expected);
    }

    [Fact]
    public async Task A_commit_is_fetched_and_its_id_is_the_key()
    {
        Write("../tree/.gitattributes", "* text eol=crlf\none.c export-ignore\n");
        var first = Commit();
        PinTo(first);
        var built = await workshop.BuildAsync("x");
        built.Ran("CcCompile").Should().ContainSingle().Which.Should().EndWith("/lib/x/one.c");
        built.Outputs["x"].Materials.Should().ContainSingle().Which.Urls.Should().Equal($"git+../tree@{first}");

        Write("../tree/lib/x/one.c", "int one = 2;\n");
        (await workshop.BuildAsync("x")).Ran("CcCompile").Should().BeEmpty("the commit is the same");
        PinTo(Commit());

        (await workshop.BuildAsync("x")).Ran("CcCompile").Should().ContainSingle();
    }

    [Fact]
    public async Task Editors_find_a_commit_where_it_is_laid_out_for_them()
    {
        PinTo(Commit());

        (await workshop.CommandsOfAsync("x")).Should().Contain("\"build/x86_64/sources/x/one.c\"").And.NotContain("src/lib/x/one.c");
    }

    [Fact]
    public async Task What_a_program_lacks_is_found_in_a_commit_as_well()
    {
        Write("../tree/lib/x/one.c", "int late(void);\nvoid _start(void) { late(); }\n");
        Write("../tree/lib/x/late.c", "int late(void)\n{\n\treturn 1;\n}\n");
        var commit = Commit();
        Write("src/lib/x/recipe.toml", $"sources = [\"one.c\"]\nstart_files = []\n[source]\ngit = \"../tree\"\ncommit = \"{commit}\"\nfolder = \"lib/x\"\n");
        Write("src/bin/p/p.c", "int p;\n");

        var refusal = await RefusalAsync("x", "p");

        refusal.Code.Should().Be(UserlandErrors.SourceNotTaken);
        refusal.Cause.Should().EndWith($"late is defined in ../tree@{commit[..8]}/lib/x/late.c, which is not compiled");
    }

    [Fact]
    public void Each_architecture_has_the_folder_of_its_name()
    {
        Write("../tree/lib/aarch64/other.c", "int other;\n");
        Write("../tree/lib/x86_64/one.c", "int one;\n");
        Write("src/lib/x/recipe.toml", "[source]\npath = \"../tree\"\nfolder = \"lib/{arch}\"\n");

        var (here, there) = workshop.SourcesOf("x", workshop.Architecture with { Name = "aarch64" });

        here.Nodes.Keys.Should().Equal("one.c");
        there.Nodes.Keys.Should().Equal("other.c");
    }

    [Fact]
    public async Task A_commit_that_was_fetched_needs_its_place_no_more()
    {
        PinTo(Commit());
        await workshop.BuildAsync("x");
        Directory.Delete(Tree, recursive: true);

        (await workshop.BuildAsync("x")).Steps.Should().NotBeEmpty().And.OnlyContain(step => step.Cached);
    }

    [Theory]
    [InlineData("0123456789012345678901234567890123456789", "lib/x")]
    [InlineData(null, "lib/nothing")]
    public async Task A_commit_that_git_cannot_have_is_refused_with_what_git_says(string? commit, string folder)
    {
        var last = Commit();
        PinTo(commit ?? last, folder);

        var refusal = await RefusalAsync("x");

        refusal.Code.Should().Be(UserlandErrors.GitUnusable);
        refusal.Cause.Should().NotBeEmpty();
    }

    [Fact]
    public async Task A_release_may_be_a_tree_as_well()
    {
        Write("../tree/main.c", "int main;\n");
        Write("src/lib/x/recipe.toml", "kind = \"upstream\"\nversion = \"1\"\nlicence = \"MIT\"\n[source]\npath = \"../tree\"\n");
        Write("src/lib/x/build.sh", "mkdir out; cp src/main.c out/main.c; echo more >> src/main.c\n");
        var before = Listing();
        var first = await workshop.BuildAsync("x");
        Listing().Should().Equal(before);
        Write("../tree/main.c", "int changed;\n");

        var second = await workshop.BuildAsync("x");

        second.Ran("UpstreamBuild").Should().ContainSingle();
        second.Outputs["x"].Files.Nodes["main.c"].Should().NotBe(first.Outputs["x"].Files.Nodes["main.c"]);
    }

    [Theory]
    [InlineData("urls = [\"file:archives/x-1.tar.gz\"]")]
    [InlineData("urls = [\"file:{root}/archives/x-1.tar.gz\"]")]
    [InlineData("urls = [\"file://{root}/archives/x-1.tar.gz\"]")]
    public async Task A_release_may_be_a_file_of_this_machine(string urls)
    {
        var release = Release.Of("x", ("main.c", "int main;\n"));
        Write("archives/x-1.tar.gz", "");
        File.WriteAllBytes(Path.Combine(workshop.Files.Checkout, "archives/x-1.tar.gz"), release.Archive);
        Write("src/lib/x/recipe.toml", $"kind = \"upstream\"\nversion = \"1\"\nlicence = \"MIT\"\nsha256 = \"{release.Sha256}\"\n{urls.Replace("{root}", workshop.Files.Checkout, StringComparison.Ordinal)}\n");
        Write("src/lib/x/build.sh", "mkdir out; cp src/main.c out/main.c\n");

        (await workshop.BuildAsync("x")).Outputs["x"].Files.Nodes.Keys.Should().Equal("main.c");
    }

    [Theory]
    [InlineData("", "sha256")]
    [InlineData("sha256 = \"a9a118bbe84d8764da0ea0d28b3ab3fae8477fc7e4085d90102b8596fc7c75e4\"\n", "urls")]
    [InlineData("urls = [\"file:x.tar\"]\n[source]\npath = \"../tree\"\n", "a release is an archive or a tree")]
    public async Task A_release_comes_from_one_place(string keys, string expected)
    {
        Write("src/lib/x/recipe.toml", "kind = \"upstream\"\nversion = \"1\"\nlicence = \"MIT\"\n" + keys);

        (await RefusalAsync("x")).Message.Should().Contain(expected);
    }

    private void PinTo(string commit, string folder = "lib/x") =>
        Write("src/lib/x/recipe.toml", $"[source]\ngit = \"../tree\"\ncommit = \"{commit}\"\nfolder = \"{folder}\"\n");

    private string Commit()
    {
        Tool.Run("sh", ["-euc", "git init -q . && git add -A && git -c user.name=x -c user.email=x@example.org commit -qm x"], Tree);
        return Tool.Run("git", ["rev-parse", "HEAD"], Tree).Trim();
    }

    private string[] Listing() => [.. Directory.GetFiles(Tree, "*", SearchOption.AllDirectories).Order().Select(path => $"{path} {File.GetLastWriteTimeUtc(path):o} {File.ReadAllText(path)}")];

    private async Task<BuildException> RefusalAsync(params string[] components) =>
        (await FluentActions.Awaiting(() => workshop.BuildAsync(components)).Should().ThrowAsync<BuildException>()).Which;

    private void Write(string path, string text) => workshop.Files.Write(path, text);
}
