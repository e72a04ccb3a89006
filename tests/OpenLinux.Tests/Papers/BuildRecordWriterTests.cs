using OpenLinux.Papers.Provenance;
using OpenLinux.TestKit.Papers;

namespace OpenLinux.Tests.Papers;

public sealed class BuildRecordWriterTests
{
    [Fact]
    public void It_tells_what_was_built_of_which_commit_and_by_what()
    {
        var record = PaperJson.Of(BuildRecordWriter.Write(Bills.Whole, Runs.Whole, Runs.Sboms));

        record.Text("version").Should().Be("1.0.0-alpha");
        record.Text("architecture").Should().Be("x86_64");
        record.Text("commit").Should().Be(Runs.Whole.Commit);
        record.GetProperty("dirty").GetBoolean().Should().BeTrue();
        record.Text("timestamp").Should().Be("2023-11-14T22:13:20Z");
        record.Items("toolchain").Select(tool => (tool.Text("name"), tool.Text("version"))).Should().Equal(("clang", "clang version 14"), ("sh", ""));
        record.GetProperty("rootfs").Text("sha256").Should().Be(Bills.Product.Tarball!.Content.Hash);
        record.GetProperty("rootfs").Text("diff_id").Should().Be(Bills.Product.Tarball.DiffId.ToString());
        record.Items("papers").Select(paper => paper.Text("sha256")).Should().Equal(Runs.Sboms.Select(paper => paper.Content.Hash));
    }

    [Fact]
    public void It_tells_each_components_materials_and_number_of_files()
    {
        var shell = PaperJson.Of(BuildRecordWriter.Write(Bills.Whole, Runs.Whole, [])).Items("components").Single(component => component.Text("name") == "shell");

        shell.GetProperty("files").GetInt32().Should().Be(2);
        shell.GetProperty("materials").Text("shell-1.37.0.tar.bz2").Should().Be($"sha256:{Bills.Hash("shell")}");
        shell.GetProperty("materials").Text("src/bin/shell").Should().StartWith("dirHash:");
    }

    [Fact]
    public void Outside_a_repository_no_commit_is_claimed_nor_that_nothing_differs_from_it() =>
        PaperJson.Of(BuildRecordWriter.Write(Bills.Whole, Runs.Bare, [])).EnumerateObject().Select(member => member.Name)
            .Should().NotContain(["commit", "dirty"]);
}
