using System.Text;
using System.Text.Json;
using OpenLinux.Common.Errors;
using OpenLinux.Engine.Content;
using OpenLinux.Oci;
using OpenLinux.Oci.Naming;
using OpenLinux.Registry;
using OpenLinux.Registry.Content;
using OpenLinux.Registry.Pushing;
using OpenLinux.TestKit.Registry;

namespace OpenLinux.EndToEnd.Registry;

public sealed class ReferrersTests(LocalRegistry registry) : IClassFixture<LocalRegistry>, IDisposable
{
    private readonly PushBench bench = new();
    private readonly PushedManifest image = SampleContent.Image(1000);

    public void Dispose() => bench.Dispose();

    [Fact]
    public async Task Papers_are_listed_under_the_subjects_tag_where_the_registry_keeps_no_list()
    {
        var (sbom, provenance) = (SampleContent.Paper(image, "application/spdx+json", "SBOM \"x\""), SampleContent.Paper(image, "application/vnd.in-toto+json"));

        await PushAsync("referrers/listed", sbom, provenance);

        var list = await ListAsync("referrers/listed");
        list.GetProperty("schemaVersion").GetInt32().Should().Be(2);
        list.GetProperty("mediaType").GetString().Should().Be(MediaTypes.Index);
        list.GetProperty("manifests").EnumerateArray().Select(descriptor => (
                descriptor.GetProperty("mediaType").GetString(),
                descriptor.GetProperty("digest").GetString(),
                descriptor.GetProperty("size").GetInt64(),
                descriptor.GetProperty("artifactType").GetString(),
                descriptor.TryGetProperty("annotations", out var annotations) ? annotations.GetProperty("org.opencontainers.image.title").GetString() : null))
            .Should().Equal(
                (MediaTypes.Manifest, sbom.Digest.ToOci().ToString(), sbom.Digest.SizeBytes, "application/spdx+json", "SBOM \"x\""),
                (MediaTypes.Manifest, provenance.Digest.ToOci().ToString(), provenance.Digest.SizeBytes, "application/vnd.in-toto+json", null));
        using var stored = new StoredContent(registry.Host, "referrers/listed");
        await stored.ShouldHoldAsync(sbom);
        await stored.ShouldHoldAsync(provenance);
    }

    [Fact]
    public async Task A_paper_is_listed_once_however_often_it_is_pushed()
    {
        var sbom = SampleContent.Paper(image, "application/spdx+json");
        await PushAsync("referrers/once", sbom, sbom);
        var first = await ListAsync("referrers/once");

        await PushAsync("referrers/once", sbom);

        first.GetProperty("manifests").GetArrayLength().Should().Be(1);
        (await ListAsync("referrers/once")).GetRawText().Should().Be(first.GetRawText());
    }

    [Fact]
    public async Task What_others_listed_stays()
    {
        var (theirs, ours) = (SampleContent.Paper(image, "application/vnd.example.signature"), SampleContent.Paper(image, "application/spdx+json"));
        using var stored = new StoredContent(registry.Host, "referrers/others");
        await PushAsync("referrers/others", theirs);
        var listed = Encoding.UTF8.GetString((await stored.ManifestAsync(Tag))!);
        var annotated = listed.Replace("\"schemaVersion\":2", "\"schemaVersion\":2,\"annotations\":{\"by\":\"others\"}", StringComparison.Ordinal);
        await stored.PutManifestAsync(Tag, PushedManifest.OfIndex(new OciDocument(MediaTypes.Index, Encoding.UTF8.GetBytes(annotated)), []));

        await PushAsync("referrers/others", ours);

        var list = await ListAsync("referrers/others");
        list.GetProperty("manifests").EnumerateArray().Select(descriptor => descriptor.GetProperty("digest").GetString())
            .Should().Equal(theirs.Digest.ToOci().ToString(), ours.Digest.ToOci().ToString());
        list.GetProperty("annotations").GetProperty("by").GetString().Should().Be("others");
    }

    [Fact]
    public async Task Each_image_of_an_index_may_have_its_own_papers()
    {
        var other = SampleContent.Image(2000);
        var index = SampleContent.Index(image, other);
        var request = new PushRequest(ImageReference.Parse($"{registry.Host}/referrers/index:1"), index)
        {
            Referrers = [SampleContent.Paper(image, "a/b"), SampleContent.Paper(other, "a/b"), SampleContent.Paper(index, "a/b")],
        };

        await bench.PushAsync(request);

        using var stored = new StoredContent(registry.Host, "referrers/index");
        foreach (var subject in new[] { image, other, index })
        {
            (await stored.ManifestAsync(subject.Digest.ToOci().ToString().Replace(':', '-'))).Should().NotBeNull();
        }
    }

    [Fact]
    public async Task A_referrer_may_be_an_index_of_its_own()
    {
        var part = SampleContent.Image(500);
        var paper = PushedManifest.OfIndex(
            new OciDocument(MediaTypes.Index, Encoding.UTF8.GetBytes($$"""
                {
                  "schemaVersion": 2,
                  "mediaType": "{{MediaTypes.Index}}",
                  "artifactType": "application/vnd.example.bundle",
                  "manifests": [{"mediaType": "{{part.Document.MediaType}}", "digest": "{{part.Digest.ToOci()}}", "size": {{part.Digest.SizeBytes}}}],
                  "subject": {"mediaType": "{{image.Document.MediaType}}", "digest": "{{image.Digest.ToOci()}}", "size": {{image.Digest.SizeBytes}}}
                }
                """)),
            [part]);

        await PushAsync("referrers/bundle", paper);

        using var stored = new StoredContent(registry.Host, "referrers/bundle");
        await stored.ShouldHoldAsync(paper);
        var listed = (await ListAsync("referrers/bundle")).GetProperty("manifests").EnumerateArray().Single();
        listed.GetProperty("mediaType").GetString().Should().Be(MediaTypes.Index);
        listed.GetProperty("artifactType").GetString().Should().Be("application/vnd.example.bundle");
    }

    [Fact]
    public async Task A_registry_that_keeps_the_list_needs_no_tag()
    {
        using var conforming = new ConformingRegistry();
        var paper = SampleContent.Paper(image, "application/spdx+json");

        await bench.PushAsync(new PushRequest(ImageReference.Parse($"{conforming.Host}/x:1"), image) { Referrers = [paper] });

        conforming.Manifests.Keys.Should().BeEquivalentTo(image.Digest.ToOci().ToString(), paper.Digest.ToOci().ToString(), "1");
    }

    [Fact]
    public async Task A_tag_that_holds_something_else_is_left_alone()
    {
        using var stored = new StoredContent(registry.Host, "referrers/taken");
        await PushAsync("referrers/taken");
        await stored.PutManifestAsync(Tag, image);
        var push = () => PushAsync("referrers/taken", SampleContent.Paper(image, "application/spdx+json"));

        var failure = (await push.Should().ThrowAsync<BuildException>()).Which;

        failure.Code.Should().Be(RegistryErrors.ContentRefused);
        failure.Subject.Should().Be($"{registry.Host}/referrers/taken:{Tag}");
        (await stored.ManifestAsync(Tag)).Should().Equal(image.Document.Content.ToArray());
    }

    private string Tag => $"sha256-{image.Digest.Hash}";

    private Task<PushReceipt> PushAsync(string path, params PushedManifest[] papers) =>
        bench.PushAsync(new PushRequest(ImageReference.Parse($"{registry.Host}/{path}:1"), image) { Referrers = papers });

    private async Task<JsonElement> ListAsync(string path)
    {
        using var stored = new StoredContent(registry.Host, path);
        using var document = JsonDocument.Parse((await stored.ManifestAsync(Tag))!);
        return document.RootElement.Clone();
    }
}
