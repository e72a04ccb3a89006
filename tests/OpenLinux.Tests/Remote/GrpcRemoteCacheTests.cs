using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Remote;
using OpenLinux.Remote.Grpc;
using OpenLinux.Remote.Protocol;
using OpenLinux.TestKit.Remote;
using Reapi = OpenLinux.Engine.Reapi;

namespace OpenLinux.Tests.Remote;

public sealed class GrpcRemoteCacheTests : IAsyncLifetime
{
    private ReapiServer server = null!;
    private GrpcRemoteCache cache = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await ReapiServer.StartAsync();
        cache = new GrpcRemoteCache(server.Endpoint);
    }

    public async ValueTask DisposeAsync()
    {
        await cache.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_result_that_was_written_is_read_and_one_that_was_not_is_absent()
    {
        var result = new Reapi.ActionResult { StdoutRaw = ByteString.CopyFromUtf8("said") };

        await cache.PutResultAsync(Digest.OfUtf8("action"), result, Cancellation);

        (await cache.GetResultAsync(Digest.OfUtf8("action"), Cancellation)).Should().Be(result);
        (await cache.GetResultAsync(Digest.OfUtf8("another"), Cancellation)).Should().BeNull();
    }

    [Fact]
    public async Task Small_blobs_of_one_moment_share_messages()
    {
        var contents = Enumerable.Range(0, 300).Select(number => RandomBytes(number + 1)).ToList();

        await Task.WhenAll(contents.Select(content => WriteAsync(content)));
        var read = await Task.WhenAll(contents.Select(content => ReadAsync(Digest.Of(content))));

        read.Zip(contents).Should().NotBeEmpty().And.OnlyContain(pair => pair.First!.SequenceEqual(pair.Second));
        server.CountOf("BatchUpdateBlobs").Should().BeLessThan(100);
        server.CountOf("BatchReadBlobs").Should().BeLessThan(100);
        server.Calls.Should().NotContain(call => call.StartsWith("Read ", StringComparison.Ordinal) || call.StartsWith("Write ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_message_is_larger_than_the_server_takes()
    {
        server.Said.CacheCapabilities.MaxBatchTotalSizeBytes = 1000;
        var small = RandomBytes(600);
        var large = RandomBytes(1000);

        await Task.WhenAll(WriteAsync(small), WriteAsync(large));

        server.Blobs.Should().ContainKeys(Digest.Of(small), Digest.Of(large));
        server.Calls.Should().Contain(["BatchUpdateBlobs", "Write 0"]);
    }

    [Fact]
    public async Task What_is_missing_is_told_of_any_number_of_blobs()
    {
        var there = server.Add([1, 2, 3]);
        var absent = Enumerable.Range(0, 25_000).Select(number => Digest.OfUtf8($"{number}")).ToHashSet();

        (await cache.FindMissingAsync([there, .. absent], Cancellation)).SetEquals(absent).Should().BeTrue();

        server.CountOf("FindMissingBlobs").Should().Be(3);
    }

    [Fact]
    public async Task A_download_that_is_cut_goes_on_where_it_was()
    {
        var content = RandomBytes(700_000);
        server.Add(content);
        server.Cuts.Enqueue(100_000);
        server.Cuts.Enqueue(200_000);

        IsSame(await ReadAsync(Digest.Of(content)), content).Should().BeTrue();

        server.Calls.Should().ContainInOrder("Read 0", "Read 100000", "Read 300000");
    }

    [Fact]
    public async Task An_upload_that_is_cut_goes_on_where_it_was()
    {
        var content = RandomBytes(1_000_000);
        server.Cuts.Enqueue(300_000);

        await WriteAsync(content);

        IsSame(server.Blobs[Digest.Of(content)], content).Should().BeTrue();
        server.Calls.Should().ContainInOrder("Write 0", "QueryWriteStatus", "Write 524288");
    }

    [Fact]
    public async Task Large_blobs_come_compressed_where_the_server_offers_it_across_cuts_as_well()
    {
        server.Said.CacheCapabilities.SupportedCompressors.Add(Compressor.Types.Value.Zstd);
        byte[] content = [.. RandomBytes(300_000), .. new byte[5_000_000], .. RandomBytes(300_000)];
        server.Add(content);
        server.Cuts.Enqueue(310_000);

        IsSame(await ReadAsync(Digest.Of(content)), content).Should().BeTrue();

        server.Calls.Count(call => call.StartsWith("Read ", StringComparison.Ordinal)).Should().Be(2);
    }

    [Fact]
    public async Task Large_blobs_go_compressed_where_the_server_offers_it()
    {
        server.Said.CacheCapabilities.SupportedCompressors.Add(Compressor.Types.Value.Zstd);
        byte[] content = [.. RandomBytes(600_000), .. new byte[5_000_000], .. RandomBytes(300_000)];

        await WriteAsync(content);

        IsSame(server.Blobs[Digest.Of(content)], content).Should().BeTrue();
        server.Calls.Should().Contain("WriteZstd 0").And.NotContain("Write 0");
        await FluentActions.Awaiting(() => WriteAsync(content)).Should().NotThrowAsync("another one's is as good");
    }

    [Theory]
    [InlineData(StatusCode.Unavailable)]
    [InlineData(StatusCode.Unimplemented)]
    public async Task What_does_not_get_there_compressed_goes_as_it_is_and_on_where_it_was(StatusCode end)
    {
        server.Said.CacheCapabilities.SupportedCompressors.Add(Compressor.Types.Value.Zstd);
        server.Refusal = call => call == "WriteZstd 0" ? Rpc.Failure(end) : null;
        server.Cuts.Enqueue(int.MaxValue);
        server.Cuts.Enqueue(300_000);
        var content = RandomBytes(1_000_000);

        await WriteAsync(content);

        IsSame(server.Blobs[Digest.Of(content)], content).Should().BeTrue();
        server.Calls.Should().ContainInOrder("WriteZstd 0", "Write 0", "QueryWriteStatus", "Write 524288");
    }

    [Fact]
    public async Task A_blob_that_is_not_there_is_no_failure()
    {
        (await ReadAsync(Digest.Of(RandomBytes(10)))).Should().BeNull();
        (await ReadAsync(Digest.Of(RandomBytes(1_000_000)))).Should().BeNull();
    }

    [Fact]
    public async Task No_more_is_taken_than_a_blob_has()
    {
        var digest = server.Add(RandomBytes(400_000));
        server.Superfluous = 1;

        await FluentActions.Awaiting(() => ReadAsync(digest)).Should().ThrowAsync<RemoteUnavailableException>().WithMessage("more than the 400000 bytes*");
    }

    [Fact]
    public async Task A_server_without_batches_gets_and_gives_blobs_one_by_one()
    {
        server.Refusal = call => call.StartsWith("Batch", StringComparison.Ordinal) ? new RpcException(new global::Grpc.Core.Status(StatusCode.Unimplemented, "")) : null;
        var content = RandomBytes(10);

        await WriteAsync(content);

        (await ReadAsync(Digest.Of(content))).Should().Equal(content);
        (await ReadAsync(Digest.OfUtf8("absent"))).Should().BeNull();
    }

    [Fact]
    public async Task When_to_come_again_is_what_the_server_says()
    {
        server.Refusal = call => call != "FindMissingBlobs" ? null : Rpc.Failure(
            StatusCode.ResourceExhausted, "too many", new RetryInfo { RetryDelay = Duration.FromTimeSpan(TimeSpan.FromSeconds(7)) });

        var failure = await FluentActions.Awaiting(() => cache.FindMissingAsync([Digest.OfUtf8("any")], Cancellation)).Should().ThrowAsync<RemoteUnavailableException>();

        failure.Which.RetryAfter.Should().Be(TimeSpan.FromSeconds(7));
        failure.Which.Message.Should().Contain("too many");
        failure.Which.IsRefusal.Should().BeFalse();
    }

    [Theory]
    [InlineData(long.MaxValue, 0)]
    [InlineData(-1, 0)]
    [InlineData(0, 1_000_000_000)]
    public async Task A_time_that_there_is_not_is_none(long seconds, int nanoseconds)
    {
        server.Refusal = call => call != "FindMissingBlobs" ? null : Rpc.Failure(
            StatusCode.ResourceExhausted, "too many", new RetryInfo { RetryDelay = new Duration { Seconds = seconds, Nanos = nanoseconds } });

        var failure = await FluentActions.Awaiting(() => cache.FindMissingAsync([Digest.OfUtf8("any")], Cancellation)).Should().ThrowAsync<RemoteUnavailableException>();

        failure.Which.RetryAfter.Should().BeNull();
    }

    [Fact]
    public async Task Results_are_not_sent_to_who_takes_none()
    {
        server.Said.CacheCapabilities.ActionCacheUpdateCapabilities.UpdateEnabled = false;

        var failure = await FluentActions.Awaiting(() => cache.PutResultAsync(Digest.OfUtf8("action"), new Reapi.ActionResult(), Cancellation))
            .Should().ThrowAsync<RemoteUnavailableException>();

        failure.Which.IsRefusal.Should().BeTrue();
        server.Results.Should().BeEmpty();
    }

    [Fact]
    public async Task A_server_of_another_digest_function_is_of_no_use()
    {
        server.Said.CacheCapabilities.DigestFunction.Clear();
        server.Said.CacheCapabilities.DigestFunction.Add((DigestFunction.Types.Value)9);

        (await FluentActions.Awaiting(() => cache.FindMissingAsync([Digest.OfUtf8("any")], Cancellation)).Should().ThrowAsync<RemoteUnavailableException>())
            .Which.IsRefusal.Should().BeTrue();
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_unavailable()
    {
        await server.DisposeAsync();

        await FluentActions.Awaiting(() => cache.GetResultAsync(Digest.OfUtf8("action"), Cancellation)).Should().ThrowAsync<RemoteUnavailableException>();
    }

    [Fact]
    public async Task Credentials_go_with_each_call_and_into_no_message()
    {
        await using var asked = new GrpcRemoteCache(server.Endpoint with
        {
            Address = new Uri(server.Endpoint.Address.ToString().Replace("://", "://me:secret@", StringComparison.Ordinal)),
            Headers = _ => ValueTask.FromResult<IReadOnlyList<KeyValuePair<string, string>>>([new("Authorization", "Bearer secret")]),
        });
        server.Refusal = _ => Rpc.Failure(StatusCode.PermissionDenied, "no");

        var failure = await FluentActions.Awaiting(() => asked.GetResultAsync(Digest.OfUtf8("action"), Cancellation)).Should().ThrowAsync<RemoteUnavailableException>();

        server.Authorizations.Should().AllBe("Bearer secret").And.NotBeEmpty();
        (failure.Which + asked.Name).Should().NotContain("secret");
        failure.Which.IsRefusal.Should().BeTrue();
    }

    /// <summary>FluentAssertions looks at each byte for itself.</summary>
    private static bool IsSame(byte[]? read, byte[] content) => read.AsSpan().SequenceEqual(content);

    private static byte[] RandomBytes(int count) => System.Security.Cryptography.RandomNumberGenerator.GetBytes(count);

    private Task WriteAsync(byte[] content) =>
        cache.WriteAsync(Digest.Of(content), _ => ValueTask.FromResult<Stream>(new MemoryStream(content)), Cancellation);

    private async Task<byte[]?> ReadAsync(Digest digest)
    {
        var target = new MemoryStream();
        return await cache.ReadAsync(digest, target, Cancellation) ? target.ToArray() : null;
    }
}
