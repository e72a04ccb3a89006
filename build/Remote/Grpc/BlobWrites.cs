using Google.Protobuf;
using Grpc.Core;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Remote;
using OpenLinux.Remote.Protocol;

namespace OpenLinux.Remote.Grpc;

/// <summary>Writes blobs piece by piece (<c>google.bytestream.ByteStream</c>), and goes on where a connection broke off.</summary>
internal sealed class BlobWrites(GrpcConnection connection)
{
    /// <summary>256 KiB: a few pieces keep a connection busy, and no one of them holds others up.</summary>
    private const int PieceBytes = 256 * 1024;

    /// <summary>Attempts in a row that bring nothing.</summary>
    private const int MostVain = 3;

    /// <param name="open">Gives the content anew.</param>
    /// <exception cref="RemoteUnavailableException">The server did not take it.</exception>
    public async Task WriteAsync(Digest blob, Func<CancellationToken, ValueTask<Stream>> open, CancellationToken cancellation)
    {
        var name = ResourceNames.Upload(connection.Instance, blob);
        long offset = 0;
        for (var vain = 0; ;)
        {
            try
            {
                await WriteFromAsync(blob, name, offset, open, cancellation);
                return;
            }
            catch (RpcException cut) when (GrpcFailures.IsCut(cut) && vain < MostVain)
            {
                var committed = await CommittedAsync(blob, name, cancellation);
                if (committed == blob.SizeBytes)
                {
                    return;
                }

                vain = committed > offset ? 0 : vain + 1;
                offset = committed;
            }
            catch (RpcException failure)
            {
                throw GrpcFailures.Translate(failure);
            }
        }
    }

    /// <returns>How much of it the server has, in bytes; 0 where it cannot tell.</returns>
    private async Task<long> CommittedAsync(Digest blob, string name, CancellationToken cancellation)
    {
        try
        {
            var status = await connection.CallAsync(
                options => connection.Streams.QueryWriteStatusAsync(new QueryWriteStatusRequest { ResourceName = name }, options), cancellation);
            return status.Complete ? blob.SizeBytes : Math.Clamp(status.CommittedSize, 0, blob.SizeBytes);
        }
        catch (RpcException failure) when (failure.StatusCode is StatusCode.NotFound or StatusCode.Unimplemented || GrpcFailures.IsCut(failure))
        {
            return 0;
        }
    }

    private async Task WriteFromAsync(
        Digest blob, string name, long offset, Func<CancellationToken, ValueTask<Stream>> open, CancellationToken cancellation)
    {
        using var watch = connection.Watch(cancellation);
        await using var content = await open(cancellation);
        using var call = connection.Streams.Write(await connection.StreamAsync(watch.Token));
        try
        {
            await SkipAsync(content, offset, cancellation);
            await SendAsync(blob, name, offset, content, call, watch);
            var committed = (await call.ResponseAsync).CommittedSize;
            if (committed != blob.SizeBytes)
            {
                throw new RemoteUnavailableException($"it took {committed} bytes of {blob.SizeBytes}");
            }
        }
        catch (Exception failure) when (watch.Token.IsCancellationRequested && failure is RpcException or OperationCanceledException)
        {
            throw watch.Translate(failure);
        }
    }

    /// <summary>Ends early where the server does: someone else may have written the blob meanwhile.</summary>
    private static async Task SendAsync(
        Digest blob, string name, long offset, Stream content, AsyncClientStreamingCall<WriteRequest, WriteResponse> call, StreamWatch watch)
    {
        var buffer = new byte[(int)Math.Min(PieceBytes, Math.Max(1, blob.SizeBytes - offset))];
        try
        {
            do
            {
                var count = await content.ReadAtLeastAsync(buffer, (int)Math.Min(buffer.Length, blob.SizeBytes - offset), throwOnEndOfStream: false, watch.Token);
                if (offset + count > blob.SizeBytes || (count == 0 && offset < blob.SizeBytes))
                {
                    throw new IOException($"the content of {blob} is not of its size");
                }

                var isLast = offset + count == blob.SizeBytes;
                await call.RequestStream.WriteAsync(
                    new WriteRequest
                    {
                        ResourceName = name,
                        WriteOffset = offset,
                        Data = UnsafeByteOperations.UnsafeWrap(buffer.AsMemory(0, count)),
                        FinishWrite = isLast,
                    },
                    watch.Token);
                watch.Moved();
                offset += count;
            }
            while (offset < blob.SizeBytes);

            await call.RequestStream.CompleteAsync();
        }
        catch (Exception ended) when (ended is RpcException or InvalidOperationException && !watch.Token.IsCancellationRequested)
        {
            // The answer, which is there or about to be, says why.
        }
    }

    private static async Task SkipAsync(Stream content, long count, CancellationToken cancellation)
    {
        if (content.CanSeek)
        {
            content.Seek(count, SeekOrigin.Begin);
            return;
        }

        var buffer = new byte[(int)Math.Min(PieceBytes, count)];
        while (count > 0)
        {
            var taken = await content.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, count)), cancellation);
            count -= taken > 0 ? taken : throw new EndOfStreamException();
        }
    }
}
