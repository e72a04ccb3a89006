using OpenLinux.Common.Errors;
using OpenLinux.Engine.Content;
using OpenLinux.Oci;
using OpenLinux.Oci.Naming;
using OpenLinux.Registry;
using OpenLinux.Registry.Content;
using OpenLinux.Registry.Pushing;
using OpenLinux.TestKit.Registry;

namespace OpenLinux.EndToEnd.Registry;

/// <summary>What cannot be pushed, found out by this build or by a real registry.</summary>
public sealed class PushFailureTests(LocalRegistry registry) : IClassFixture<LocalRegistry>, IDisposable
{
    private readonly PushBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public async Task A_blob_that_is_not_what_its_digest_says_is_refused()
    {
        var image = SampleContent.Image(1000);
        var lie = image.Blobs[1] with { Open = (offset, _) => ValueTask.FromResult<Stream>(new MemoryStream(new byte[1000 - offset])) };

        var failure = await FailureOf("plain/lie:1", PushedManifest.OfImage(image.Document, [image.Blobs[0], lie]));

        failure.Code.Should().Be(RegistryErrors.DigestMismatch);
        failure.Cause.Should().Contain("DIGEST_INVALID");
        bench.Pauses.Should().BeEmpty("trying again would not help");
    }

    [Fact]
    public async Task A_blob_that_ends_too_early_is_this_machines_fault()
    {
        var image = SampleContent.Image(1000);
        var half = image.Blobs[1] with { Open = (offset, _) => ValueTask.FromResult<Stream>(new MemoryStream(new byte[500])) };

        var failure = await FailureOf("plain/half:1", PushedManifest.OfImage(image.Document, [image.Blobs[0], half]));

        failure.Code.Should().Be(RegistryErrors.ContentIncomplete);
        failure.Cause.Should().Contain("1000 bytes");
    }

    [Fact]
    public async Task A_blob_whose_file_is_gone_is_this_machines_fault()
    {
        var image = SampleContent.Image(1000);
        var gone = Blob.OfFile(bench.PathOf("gone"), image.Blobs[1].Digest);

        (await FailureOf("plain/gone:1", PushedManifest.OfImage(image.Document, [image.Blobs[0], gone]))).Code.Should().Be(RegistryErrors.ContentIncomplete);
    }

    [Fact]
    public async Task A_manifest_without_one_of_its_blobs_is_not_pushed()
    {
        var image = SampleContent.Image(1000);

        var failure = await FailureOf("plain/incomplete:1", PushedManifest.OfImage(image.Document, [image.Blobs[0]]));

        failure.Code.Should().Be(RegistryErrors.ContentIncomplete);
        failure.Cause.Should().Contain(image.Blobs[1].Digest.ToOci().ToString());
    }

    [Fact]
    public async Task What_the_registry_does_not_take_it_says_itself()
    {
        var odd = new PushedManifest(new OciDocument("application/vnd.example.odd+json", "{}"u8.ToArray()), [], []);

        var failure = await FailureOf("plain/odd:1", odd);

        failure.Code.Should().Be(RegistryErrors.ContentRefused);
        failure.Subject.Should().Be($"{registry.Host}/plain/odd@{odd.Digest.ToOci()}");
        failure.Cause.Should().Contain("400").And.Contain("MANIFEST_INVALID: manifest invalid");
    }

    [Fact]
    public async Task A_digest_cannot_be_chosen()
    {
        var reference = $"{registry.Host}/plain/x@{Digest.Empty.ToOci()}";

        (await FailureOf(reference[(registry.Host.Length + 1)..], SampleContent.Image(1))).Code.Should().Be(NamingErrors.InvalidReference);
    }

    [Fact]
    public async Task A_tag_must_be_one() =>
        (await FailureOf("plain/x", SampleContent.Image(1), "no tag")).Code.Should().Be(NamingErrors.InvalidReference);

    private async Task<BuildException> FailureOf(string name, PushedManifest root, params string[] tags)
    {
        var push = () => bench.PushAsync(new PushRequest(ImageReference.Parse($"{registry.Host}/{name}"), root) { Tags = tags });
        return (await push.Should().ThrowAsync<BuildException>()).Which;
    }
}
