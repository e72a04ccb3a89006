using OpenLinux.Common.Errors;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Userland;
using OpenLinux.Userland;

namespace OpenLinux.Tests.Userland;

/// <summary>patches/*.patch of a release: what diff writes is applied in order, and what does not fit is refused.</summary>
public sealed class PatchTests : IDisposable
{
    private const string Text = "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\nten\n";

    private readonly SourceWorkshop workshop = new();

    public PatchTests()
    {
        Write("src/lib/x/build.sh", "mkdir out; cp -r src/. out\n");
        Write("src/lib/x/recipe.toml", Release.Of("x", ("a.txt", Text), ("sub/b.txt", "last")).PutInto(workshop.Files.Cache));
    }

    public void Dispose() => workshop.Dispose();

    [Theory]
    [InlineData("two\n", "2\n")]
    [InlineData("one\ntwo\n", "")]
    [InlineData("ten\n", "ten\neleven\n")]
    [InlineData("ten\n", "ten")]
    [InlineData("one\n", "zero\none\n")]
    [InlineData("two\nthree\nfour\nfive\nsix\nseven\neight\nnine\n", "two\nthree\n4\nfive\nsix\nseven\neight\nnine\nmore\n")]
    public async Task What_diff_writes_is_applied(string old, string changed)
    {
        Write("src/lib/x/patches/1.patch", await DiffAsync(Text, Text.Replace(old, changed, StringComparison.Ordinal)));

        (await TextAsync("a.txt")).Should().Be(Text.Replace(old, changed, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Hunks_may_have_moved()
    {
        Write("src/lib/x/patches/1.patch", await DiffAsync(Text, "a\nb\nc\nd\n" + Text));
        Write("src/lib/x/patches/2.patch", await DiffAsync(Text, Text.Replace("nine", "9", StringComparison.Ordinal)));

        (await TextAsync("a.txt")).Should().Be("a\nb\nc\nd\n" + Text.Replace("nine", "9", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Files_come_and_go()
    {
        Write("src/lib/x/patches/1.patch", """
            From somebody, with a reason.
            --- /dev/null
            +++ b/new/c.txt
            @@ -0,0 +1,2 @@
            +new
            +file
            diff --git a/sub/b.txt b/sub/b.txt
            deleted file mode 100644
            --- a/sub/b.txt
            +++ /dev/null
            @@ -1 +0,0 @@
            -last
            \ No newline at end of file
            """);

        (await workshop.BuildAsync("x")).Outputs["x"].Files.Nodes.Keys.Should().Equal("a.txt", "new/c.txt");
    }

    [Fact]
    public async Task Their_order_is_that_of_their_names_and_counts()
    {
        Write("src/lib/x/patches/1.patch", await DiffAsync(Text, "0\n" + Text));
        Write("src/lib/x/patches/2.patch", await DiffAsync(Text, "00\n" + Text));
        (await TextAsync("a.txt")).Should().StartWith("0\n00\none");
        File.Move(PatchPath("1"), PatchPath("3"));

        (await TextAsync("a.txt")).Should().StartWith("00\n0\none");
    }

    [Fact]
    public async Task One_that_changes_builds_again_and_what_is_no_patch_does_not_count_as_one()
    {
        Write("src/lib/x/patches/1.patch", await DiffAsync(Text, "0\n" + Text));
        await workshop.BuildAsync("x");
        Write("src/lib/x/patches/README", "why\n");
        (await workshop.BuildAsync("x")).Ran("Patch").Should().BeEmpty();
        Write("src/lib/x/patches/1.patch", await DiffAsync(Text, "00\n" + Text));

        (await workshop.BuildAsync("x")).Ran("Patch").Should().ContainSingle();
    }

    [Theory]
    [InlineData("--- a/a.txt\n+++ b/a.txt\n@@ -2 +2 @@\n-twoo\n+2\n", "line 3: a.txt has other lines there")]
    [InlineData("--- a/c.txt\n+++ b/c.txt\n@@ -1 +1 @@\n-one\n+1\n", "there is no file c.txt")]
    [InlineData("--- /dev/null\n+++ b/a.txt\n@@ -0,0 +1 @@\n+one\n", "a.txt is there already")]
    [InlineData("--- a/a.txt\n+++ /dev/null\n@@ -1 +0,0 @@\n-one\n", "a.txt has more lines")]
    [InlineData("--- a/a.txt\n+++ b/a.txt\n@@ -1,3 +1,3 @@\n one\n", "cut short")]
    [InlineData("--- a/a.txt\n+++ b/a.txt\n", "no hunk follows")]
    [InlineData("nothing\n", "it has no")]
    [InlineData("--- a/../a.txt\n+++ b/../a.txt\n@@ -1 +1 @@\n-one\n+1\n", "no path below one folder")]
    [InlineData("--- a/a.txt\n+++ b/a.txt\n@@ -99999999999 +1 @@\n-one\n+1\n", "no file has 99999999999 lines")]
    [InlineData("--- a/a.txt\n+++ b/a.txt\n@@ -1,2147483647 +1 @@\n-one\n+1\n", "no file has 2147483647 lines")]
    [InlineData("rename from a.txt\nrename to c.txt\n", "not supported")]
    [InlineData("GIT binary patch\n", "not supported")]
    public async Task What_does_not_fit_is_refused(string patch, string expected)
    {
        Write("src/lib/x/patches/fix.patch", patch);

        var refusal = (await FluentActions.Awaiting(() => workshop.BuildAsync("x")).Should().ThrowAsync<BuildException>()).Which;

        refusal.Code.Should().Be(UserlandErrors.PatchRefused);
        refusal.Subject.Should().Be("x 1: fix.patch");
        refusal.Cause.Should().Contain(expected);
    }

    private async Task<string> DiffAsync(string before, string after)
    {
        Write("../diff/a/a.txt", before);
        Write("../diff/b/a.txt", after);
        var (code, patch, _) = await RunningProgram.RunAsync("sh", "-c", $"cd {workshop.Files.Root}/diff && diff -u a/a.txt b/a.txt");
        code.Should().Be(1);
        return patch;
    }

    private async Task<string> TextAsync(string path) =>
        await File.ReadAllTextAsync(await workshop.WriteOutAsync((await workshop.BuildAsync("x")).Outputs["x"], path));

    private string PatchPath(string name) => Path.Combine(workshop.Files.Checkout, $"src/lib/x/patches/{name}.patch");

    private void Write(string path, string text) => workshop.Files.Write(path, text);
}
