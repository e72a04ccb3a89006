using Google.Protobuf;
using Grpc.Core;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Remote;
using OpenLinux.Remote.Protocol;

namespace OpenLinux.Remote.Grpc;

/// <summary>A remote cache behind the services of the Remote Execution API v2: <c>ActionCache</c>, <c>ContentAddressableStorage</c> and <c>ByteStream</c>.</summary>
public sealed class GrpcRemoteCache : IRemoteCache
{
    /// <summary>256 KiB: larger blobs go by themselves, piece by piece.</summary>
    private const int SmallBytes = 256 * 1024;

    /// <summary>Bytes around a blob in a batch: its digest, status and tags.</summary>
    private const int EntryBytes = 128;

    /// <summary>Of one question: below a megabyte.</summary>
    private const int MostDigests = 10_000;

    private readonly GrpcConnection connection;
    private readonly BlobReads reads;
    private readonly BlobWrites writes;
    private readonly Lock gate = new();
    private Task<Served>? served;
    private volatile bool hasNoBatchReads;
    private volatile bool hasNoBatchWrites;

    /// <summary>Connects to nothing yet.</summary>
    public GrpcRemoteCache(GrpcEndpoint endpoint)
    {
        connection = new GrpcConnection(endpoint);
        reads = new BlobReads(connection);
        writes = new BlobWrites(connection);
    }

    public string Name => connection.Name;

    internal GrpcConnection Connection => connection;

    public async Task<Engine.Reapi.ActionResult?> GetResultAsync(Digest action, CancellationToken cancellation)
    {
        await ServedAsync(cancellation);
        try
        {
            return await connection.CallAsync(
                options => connection.ActionCache.GetActionResultAsync(
                    new GetActionResultRequest
                    {
                        InstanceName = connection.Instance,
                        ActionDigest = action.ToMessage(),
                        InlineStdout = true,
                        InlineStderr = true,
                    },
                    options),
                cancellation);
        }
        catch (RpcException absent) when (absent.StatusCode == StatusCode.NotFound)
        {
            return null;
        }
        catch (RpcException failure)
        {
            throw GrpcFailures.Translate(failure);
        }
    }

    public async Task PutResultAsync(Digest action, Engine.Reapi.ActionResult result, CancellationToken cancellation)
    {
        if (!(await ServedAsync(cancellation)).Limits.TakesResults)
        {
            throw new RemoteUnavailableException("it takes no results from clients") { IsRefusal = true };
        }

        try
        {
            await connection.CallAsync(
                options => connection.ActionCache.UpdateActionResultAsync(
                    new UpdateActionResultRequest
                    {
                        InstanceName = connection.Instance,
                        ActionDigest = action.ToMessage(),
                        ActionResult = result,
                    },
                    options),
                cancellation);
        }
        catch (RpcException failure)
        {
            throw GrpcFailures.Translate(failure);
        }
    }

    public async Task<IReadOnlySet<Digest>> FindMissingAsync(IReadOnlyCollection<Digest> blobs, CancellationToken cancellation)
    {
        await ServedAsync(cancellation);
        var missing = new HashSet<Digest>();
        foreach (var part in blobs.Distinct().Chunk(MostDigests))
        {
            var question = new FindMissingBlobsRequest { InstanceName = connection.Instance };
            question.BlobDigests.AddRange(part.Select(digest => digest.ToMessage()));
            try
            {
                var answer = await connection.CallAsync(options => connection.Storage.FindMissingBlobsAsync(question, options), cancellation);
                missing.UnionWith(answer.MissingBlobDigests.Select(digest => digest.ToDigest()));
            }
            catch (RpcException failure)
            {
                throw GrpcFailures.Translate(failure);
            }
        }

        return missing;
    }

    public async Task<bool> ReadAsync(Digest blob, Stream target, CancellationToken cancellation)
    {
        var now = await ServedAsync(cancellation);
        if (blob.SizeBytes > SmallBytes || blob.SizeBytes + EntryBytes > now.Limits.BatchBytes || hasNoBatchReads)
        {
            return await reads.ReadAsync(blob, now.Limits.KnowsZstd, target, cancellation);
        }

        var answer = await now.Reads.AskAsync(blob, blob.SizeBytes + EntryBytes, cancellation);
        if (answer is null)
        {
            return hasNoBatchReads && await reads.ReadAsync(blob, isZstd: false, target, cancellation);
        }

        await target.WriteAsync(answer.Memory, cancellation);
        return true;
    }

    public async Task WriteAsync(Digest blob, Func<CancellationToken, ValueTask<Stream>> open, CancellationToken cancellation)
    {
        var now = await ServedAsync(cancellation);
        if (blob.SizeBytes > now.Limits.MaxBlobBytes)
        {
            throw new RemoteUnavailableException($"it takes no blobs of more than {now.Limits.MaxBlobBytes} bytes") { IsFinal = true };
        }

        if (blob.SizeBytes <= SmallBytes && blob.SizeBytes + EntryBytes <= now.Limits.BatchBytes && !hasNoBatchWrites)
        {
            await using var content = await open(cancellation);
            var data = await ByteString.FromStreamAsync(content, cancellation);
            if (await now.Writes.AskAsync(new Written(blob, data), blob.SizeBytes + EntryBytes, cancellation))
            {
                return;
            }
        }

        await writes.WriteAsync(blob, now.Limits.KnowsZstd && blob.SizeBytes > SmallBytes, open, cancellation);
    }

    public ValueTask DisposeAsync()
    {
        connection.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Asks the server what it can do, once; where it did not say, who comes next asks again.</summary>
    internal async Task<ServerLimits> LimitsAsync(CancellationToken cancellation) => (await ServedAsync(cancellation)).Limits;

    private async Task<Served> ServedAsync(CancellationToken cancellation)
    {
        Task<Served> asking;
        lock (gate)
        {
            asking = served is null or { IsFaulted: true } or { IsCanceled: true } ? served = AskAsync() : served;
        }

        return await asking.WaitAsync(cancellation);
    }

    private async Task<Served> AskAsync()
    {
        var limits = await ServerLimits.AskAsync(connection, CancellationToken.None);
        return new Served(limits, new(limits.BatchBytes, ReadBatchAsync), new(limits.BatchBytes, WriteBatchAsync));
    }

    /// <summary>Answers null for what the server does not have, and for all where it has no such call.</summary>
    private async Task ReadBatchAsync(IReadOnlyList<Batches<Digest, ByteString?>.Entry> batch)
    {
        var request = new BatchReadBlobsRequest { InstanceName = connection.Instance };
        request.Digests.AddRange(batch.Select(entry => entry.Item).Distinct().Select(digest => digest.ToMessage()));
        try
        {
            var answers = (await connection.CallAsync(options => connection.Storage.BatchReadBlobsAsync(request, options), CancellationToken.None))
                .Responses.DistinctBy(response => response.Digest.ToDigest()).ToDictionary(response => response.Digest.ToDigest());
            foreach (var entry in batch)
            {
                Answer(entry, answers.GetValueOrDefault(entry.Item));
            }
        }
        catch (RpcException failure) when (failure.StatusCode == StatusCode.Unimplemented)
        {
            hasNoBatchReads = true;
            foreach (var entry in batch)
            {
                entry.Answer.TrySetResult(null);
            }
        }
        catch (RpcException failure)
        {
            throw GrpcFailures.Translate(failure);
        }
    }

    private static void Answer(Batches<Digest, ByteString?>.Entry entry, BatchReadBlobsResponse.Types.Response? answer)
    {
        if (answer is null)
        {
            Fail(entry.Answer, new RemoteUnavailableException("no word on one of the blobs that were asked for"));
        }
        else if ((StatusCode)(answer.Status?.Code ?? 0) is StatusCode.NotFound)
        {
            entry.Answer.TrySetResult(null);
        }
        else if ((answer.Status?.Code ?? 0) != (int)StatusCode.OK)
        {
            Fail(entry.Answer, GrpcFailures.Translate(answer.Status!));
        }
        else if (answer.Compressor != Compressor.Types.Value.Identity)
        {
            Fail(entry.Answer, new RemoteUnavailableException($"a blob compressed with {answer.Compressor}, which was not asked for"));
        }
        else
        {
            entry.Answer.TrySetResult(answer.Data);
        }
    }

    /// <summary>Answers false where the server has no such call.</summary>
    private async Task WriteBatchAsync(IReadOnlyList<Batches<Written, bool>.Entry> batch)
    {
        var request = new BatchUpdateBlobsRequest { InstanceName = connection.Instance };
        request.Requests.AddRange(batch.DistinctBy(entry => entry.Item.Blob).Select(entry =>
            new BatchUpdateBlobsRequest.Types.Request { Digest = entry.Item.Blob.ToMessage(), Data = entry.Item.Data }));
        try
        {
            var refused = (await connection.CallAsync(options => connection.Storage.BatchUpdateBlobsAsync(request, options), CancellationToken.None))
                .Responses.Where(response => (response.Status?.Code ?? 0) != (int)StatusCode.OK).ToList();
            foreach (var entry in batch)
            {
                // Servers there are that do not say which: then it may be any.
                if (refused.Find(response => response.Digest is null || response.Digest.ToDigest() == entry.Item.Blob) is { } refusal)
                {
                    Fail(entry.Answer, GrpcFailures.Translate(refusal.Status));
                }
                else
                {
                    entry.Answer.TrySetResult(true);
                }
            }
        }
        catch (RpcException failure) when (failure.StatusCode == StatusCode.Unimplemented)
        {
            hasNoBatchWrites = true;
            foreach (var entry in batch)
            {
                entry.Answer.TrySetResult(false);
            }
        }
        catch (RpcException failure)
        {
            throw GrpcFailures.Translate(failure);
        }
    }

    private static void Fail<T>(TaskCompletionSource<T> answer, Exception failure)
    {
        answer.TrySetException(failure);

        // Who asked may have been cancelled, and looks no more.
        _ = answer.Task.Exception;
    }

    private sealed record Written(Digest Blob, ByteString Data);

    private sealed record Served(ServerLimits Limits, Batches<Digest, ByteString?> Reads, Batches<Written, bool> Writes);
}
