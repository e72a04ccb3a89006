using OpenLinux.Common.Errors;
using OpenLinux.Engine.Content;
using OpenLinux.Oci.Naming;
using OpenLinux.Registry;
using OpenLinux.Registry.Content;
using OpenLinux.TestKit.Registry;

namespace OpenLinux.EndToEnd.Registry;

public sealed class UploadResumeTests(LocalRegistry registry) : IClassFixture<LocalRegistry>, IDisposable
{
    private const int Size = 1_000_000;

    private readonly PushBench bench = new();

    public void Dispose() => bench.Dispose();

    [Theory]
    [InlineData(10_000)]
    [InlineData(Size / 2)]
    [InlineData(Size - 1)]
    public async Task A_blob_cut_in_the_middle_goes_on_where_the_registry_has_it(int cutAfter)
    {
        using var conforming = new ConformingRegistry();
        using var proxy = new CuttingProxy(conforming.Port, CuttingProxy.Once(IsChunk, new Cut(CutPoint.InBody, cutAfter), ordinal: 2));
        bench.Settings = bench.Settings with { ParallelUploads = 1 };
        var image = SampleContent.Image(Size);

        await bench.PushAsync($"{proxy.Host}/resume/middle:1", image);

        conforming.Blobs[image.Blobs[1].Digest.ToOci().ToString()].Should().Equal(await ContentAsync(image.Blobs[1]));
        proxy.Requests.Count(IsBegin).Should().Be(2, "one for each blob");
        proxy.Requests.Count(IsChunk).Should().Be(3);
        proxy.BodyBytes.Should().BeLessThan((long)(1.2 * Size));
    }

    [Fact]
    public async Task A_blob_cut_many_times_that_moves_on_is_not_given_up()
    {
        using var conforming = new ConformingRegistry();
        using var proxy = new CuttingProxy(
            conforming.Port, request => IsChunk(request) ? new Cut(CutPoint.InBody, 150_000) : null);
        var image = SampleContent.Image(Size);

        await bench.PushAsync($"{proxy.Host}/resume/often:1", image);

        conforming.Blobs[image.Blobs[1].Digest.ToOci().ToString()].Should().Equal(await ContentAsync(image.Blobs[1]));
        bench.Pauses.Should().HaveCountGreaterThan(bench.Settings.Attempts);
    }

    [Theory]
    [InlineData(CutPoint.BeforeHead)]
    [InlineData(CutPoint.AfterHead)]
    public async Task A_real_registry_goes_on_after_the_last_whole_chunk(CutPoint point)
    {
        using var proxy = new CuttingProxy(registry.Port, CuttingProxy.Once(IsChunk, new Cut(point), ordinal: 4));
        bench.Settings = bench.Settings with { ChunkBytes = 200_000, ParallelUploads = 1 };
        var image = SampleContent.Image(Size);

        await bench.PushAsync($"{proxy.Host}/resume/chunks-{point}:1".ToLowerInvariant(), image);

        proxy.Requests.Count(IsBegin).Should().Be(2, "one for each blob");
        proxy.Requests.Should().ContainSingle(request => request.StartsWith("GET", StringComparison.Ordinal) && request.Contains("/uploads/"));
        proxy.BodyBytes.Should().Be(image.Blobs.Sum(blob => blob.Digest.SizeBytes) + (2 * image.Digest.SizeBytes), "no byte went up twice");
        using var stored = new StoredContent(registry.Host, $"resume/chunks-{point}".ToLowerInvariant());
        await stored.ShouldHoldAsync(image, "1");
    }

    [Fact]
    public async Task A_registry_that_forgot_the_upload_gets_the_blob_anew()
    {
        using var proxy = new CuttingProxy(
            registry.Port, CuttingProxy.Once(IsChunk, new Cut(CutPoint.BeforeAnswer)));
        bench.Settings = bench.Settings with { ParallelUploads = 1 };
        var image = SampleContent.Image(Size);

        await bench.PushAsync($"{proxy.Host}/resume/forgotten:1", image);

        proxy.Requests.Count(IsBegin).Should().Be(3);
        using var stored = new StoredContent(registry.Host, "resume/forgotten");
        await stored.ShouldHoldAsync(image, "1");
    }

    [Fact]
    public async Task Pauses_grow_and_tries_end()
    {
        using var proxy = new CuttingProxy(
            registry.Port, request => IsChunk(request) ? new Cut(CutPoint.BeforeHead) : null);
        bench.Settings = bench.Settings with { Attempts = 4, ParallelUploads = 1 };
        var image = SampleContent.Image(1000);
        var push = () => bench.PushAsync($"{proxy.Host}/resume/never:1", image);

        var failure = (await push.Should().ThrowAsync<BuildException>()).Which;

        failure.Code.Should().Be(RegistryErrors.PushFailed);
        failure.Cause.Should().Contain("tries without progress: 4");
        bench.Pauses.Should().Equal(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
    }

    private static bool IsBegin(string request) => request.StartsWith("POST", StringComparison.Ordinal);

    private static bool IsChunk(string request) => request.StartsWith("PATCH", StringComparison.Ordinal);

    private static async Task<byte[]> ContentAsync(Blob blob)
    {
        await using var content = await blob.Open(0, default);
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy);
        return copy.ToArray();
    }
}
