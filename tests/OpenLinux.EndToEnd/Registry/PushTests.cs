using OpenLinux.Common.Errors;
using OpenLinux.Engine.Content;
using OpenLinux.Oci.Naming;
using OpenLinux.Registry;
using OpenLinux.Registry.Content;
using OpenLinux.Registry.Pushing;
using OpenLinux.TestKit.Http;
using OpenLinux.TestKit.Registry;

namespace OpenLinux.EndToEnd.Registry;

public sealed class PushTests(LocalRegistry registry) : IClassFixture<LocalRegistry>, IDisposable
{
    private readonly PushBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public async Task An_image_is_in_the_registry_under_its_tags()
    {
        var image = SampleContent.Image(100_000, 1);

        var receipt = await bench.PushAsync($"{registry.Host}/plain/image:1.0", image, "latest");

        receipt.Should().BeEquivalentTo(new PushReceipt(
            new ImageReference(registry.Host, "plain/image") { Digest = image.Digest.ToOci() },
            image.Digest, ["1.0", "latest"], Uploaded: 3, Present: 0, Mounted: 0, Written: 3, BytesSent: image.Blobs.Sum(blob => blob.Digest.SizeBytes)));
        await ShouldHoldAsync("plain/image", image, "1.0");
        await ShouldHoldAsync("plain/image", image, "latest");
    }

    [Fact]
    public async Task A_second_push_sends_no_blob()
    {
        var image = SampleContent.Image(100_000, 200_000);
        await bench.PushAsync($"{registry.Host}/plain/twice:1", image);

        var receipt = await bench.PushAsync($"{registry.Host}/plain/twice:2", image);

        receipt.Should().Match<PushReceipt>(again => again.Uploaded == 0 && again.Present == 3 && again.Written == 1 && again.BytesSent == 0);
        await ShouldHoldAsync("plain/twice", image, "2");
    }

    [Fact]
    public async Task A_push_that_changes_nothing_says_so()
    {
        var request = Request("plain/same:1", SampleContent.Index(SampleContent.Image(1000)));
        request = request with { Referrers = [SampleContent.Paper(request.Root, "application/spdx+json")] };
        (await bench.PushAsync(request)).Written.Should().Be(4, "an image, an index, a paper and a tag are new");

        (await bench.PushAsync(request)).Should().Match<PushReceipt>(again => again.Uploaded == 0 && again.Written == 0);
    }

    [Fact]
    public async Task A_tag_that_cannot_be_moved_and_need_not_be_is_left_alone()
    {
        var isClosed = false;
        using var immutable = new ConformingRegistry(context => isClosed && Answers.For("PUT", put => HttpService.Answer(put, 403))(context));
        var image = SampleContent.Image(1000);
        await bench.PushAsync($"{immutable.Host}/x:1", image);
        isClosed = true;

        (await bench.PushAsync($"{immutable.Host}/x:1", image)).Written.Should().Be(0);

        var push = () => bench.PushAsync($"{immutable.Host}/x:1", SampleContent.Index());
        (await push.Should().ThrowAsync<BuildException>()).Which.Code.Should().Be(RegistryErrors.Denied);
    }

    [Fact]
    public async Task A_changed_layer_is_all_that_is_sent()
    {
        var (before, other) = (SampleContent.Image(100_000, 200_000), SampleContent.Image(50_000));
        await bench.PushAsync($"{registry.Host}/plain/changed:1", before);

        var receipt = await bench.PushAsync($"{registry.Host}/plain/changed:2", SampleContent.Index(before, other), "2");

        receipt.Should().Match<PushReceipt>(again => again.Uploaded == 2 && again.Present == 3);
    }

    [Fact]
    public async Task An_index_goes_up_after_its_images_and_tags_after_all()
    {
        using var proxy = new CuttingProxy(registry.Port, _ => null);
        var (one, two) = (SampleContent.Image(1000), SampleContent.Image(2000));
        var index = SampleContent.Index(one, two);

        await bench.PushAsync($"{proxy.Host}/plain/index:1.0", index, "latest");

        await ShouldHoldAsync("plain/index", index, "1.0");
        var changes = proxy.Requests.Where(request => request.StartsWith('P')).ToList();
        changes.TakeLast(5).Should().Equal(
            new[] { one.Digest.ToOci().ToString(), two.Digest.ToOci().ToString(), index.Digest.ToOci().ToString(), "1.0", "latest" }.Select(reference => $"PUT /v2/plain/index/manifests/{reference}"));
        changes.SkipLast(5).Should().NotBeEmpty().And.OnlyContain(request => request.Contains("/blobs/uploads/"));
    }

    [Fact]
    public async Task Blobs_of_another_repository_are_mounted()
    {
        var image = SampleContent.Image(100_000);
        await bench.PushAsync($"{registry.Host}/mount/source:1", image);

        var receipt = await bench.PushAsync(Request("mount/target:1", image) with { MountFrom = "mount/source" });

        receipt.Should().Match<PushReceipt>(again => again.Mounted == 2 && again.Uploaded == 0 && again.BytesSent == 0);
        await ShouldHoldAsync("mount/target", image, "1");
    }

    [Fact]
    public async Task What_cannot_be_mounted_is_uploaded()
    {
        var image = SampleContent.Image(100_000);

        var receipt = await bench.PushAsync(Request("mount/fallback:1", image) with { MountFrom = "mount/nothing" });

        receipt.Should().Match<PushReceipt>(again => again.Mounted == 0 && again.Uploaded == 2);
        await ShouldHoldAsync("mount/fallback", image, "1");
    }

    [Fact]
    public async Task A_large_blob_goes_up_in_chunks()
    {
        using var proxy = new CuttingProxy(registry.Port, _ => null);
        bench.Settings = bench.Settings with { ChunkBytes = 100_000 };
        var image = SampleContent.Image(450_001);

        await bench.PushAsync($"{proxy.Host}/plain/chunks:1", image);

        proxy.Requests.Where(request => request.StartsWith("PATCH", StringComparison.Ordinal)).Should().HaveCount(5 + 1);
        await ShouldHoldAsync("plain/chunks", image, "1");
    }

    [Fact]
    public async Task An_empty_blob_is_a_blob()
    {
        var image = SampleContent.Image(0, 10);

        await bench.PushAsync($"{registry.Host}/plain/empty:1", image);

        await ShouldHoldAsync("plain/empty", image, "1");
    }

    [Fact]
    public async Task A_layer_may_be_a_file()
    {
        var sample = SampleContent.Image(300_000);
        var file = bench.Write("layer", "");
        await using (var layer = await sample.Blobs[1].Open(0, default))
        await using (var copy = File.OpenWrite(file))
        {
            await layer.CopyToAsync(copy);
        }

        var image = PushedManifest.OfImage(sample.Document, [sample.Blobs[0], Blob.OfFile(file, sample.Blobs[1].Digest)]);
        await bench.PushAsync($"{registry.Host}/plain/file:1", image);

        await ShouldHoldAsync("plain/file", sample, "1");
    }

    [Fact]
    public async Task A_tag_can_be_moved()
    {
        var (old, young) = (SampleContent.Image(10), SampleContent.Image(20));
        await bench.PushAsync($"{registry.Host}/plain/moved:1", old);

        await bench.PushAsync($"{registry.Host}/plain/moved:1", young);

        await ShouldHoldAsync("plain/moved", young, "1");
        await ShouldHoldAsync("plain/moved", old, old.Digest.ToOci().ToString());
    }

    [Fact]
    public async Task A_cancelled_push_leaves_no_tag()
    {
        using var cancellation = new CancellationTokenSource();
        using var proxy = new CuttingProxy(registry.Port, request =>
        {
            if (request.StartsWith("PATCH", StringComparison.Ordinal))
            {
                cancellation.Cancel();
            }

            return null;
        });
        var image = SampleContent.Image(100_000);
        var push = () => bench.PushAsync(new PushRequest(ImageReference.Parse($"{proxy.Host}/plain/cancelled:1"), image), cancellation.Token);

        await push.Should().ThrowAsync<OperationCanceledException>();

        using var stored = new StoredContent(registry.Host, "plain/cancelled");
        (await stored.ManifestAsync("1")).Should().BeNull();
        await bench.PushAsync($"{registry.Host}/plain/cancelled:1", image);
        await ShouldHoldAsync("plain/cancelled", image, "1");
    }

    [Fact]
    public async Task Progress_is_told_in_bytes_of_the_blob()
    {
        var image = SampleContent.Image(300_000);

        await bench.PushAsync($"{registry.Host}/plain/progress:1", image);

        bench.Reporter.Transfers.Should().Contain(($"{registry.Host}/plain/progress@{image.Blobs[1].Digest.ToOci()}", 300_000, 300_000));
        bench.Reporter.Transfers.Should().NotBeEmpty().And.OnlyContain(transfer => transfer.Done <= transfer.Total);
    }

    private PushRequest Request(string name, PushedManifest root) => new(ImageReference.Parse($"{registry.Host}/{name}"), root);

    private async Task ShouldHoldAsync(string path, PushedManifest manifest, string tag)
    {
        using var stored = new StoredContent(registry.Host, path);
        await stored.ShouldHoldAsync(manifest, tag);
    }
}
