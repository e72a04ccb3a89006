using Grpc.Core;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Remote;
using OpenLinux.Remote.Protocol;
using SharpCompress.Compressors.ZStandard;

namespace OpenLinux.Remote.Grpc;

/// <summary>Writes blobs piece by piece (<c>google.bytestream.ByteStream</c>), and goes on where a connection broke off.</summary>
internal sealed class BlobWrites(GrpcConnection connection)
{
    /// <summary>256 KiB: a few pieces keep a connection busy, and no one of them holds others up.</summary>
    private const int PieceBytes = 256 * 1024;

    /// <summary>Attempts in a row that bring nothing.</summary>
    private const int MostVain = 3;

    /// <summary>Zstd's fastest: the cores are the build's.</summary>
    private const int CompressionLevel = 1;

    /// <summary>The committed size of a compressed blob that someone else has written meanwhile.</summary>
    private const long IsThereAlready = -1;

    /// <param name="isZstd">Whether the server takes it compressed.</param>
    /// <param name="open">Gives the content anew.</param>
    /// <exception cref="RemoteUnavailableException">The server did not take it.</exception>
    public async Task WriteAsync(Digest blob, bool isZstd, Func<CancellationToken, ValueTask<Stream>> open, CancellationToken cancellation)
    {
        if (isZstd && await WriteCompressedAsync(blob, open, cancellation))
        {
            return;
        }

        var name = ResourceNames.Upload(connection.Instance, blob, isZstd: false);
        long offset = 0;
        for (var vain = 0; ;)
        {
            try
            {
                await WriteFromAsync(blob, name, offset, open, isZstd: false, cancellation);
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

    /// <summary>Servers do not agree on how much of a compressed blob that broke off is theirs: what is left then goes as it is.</summary>
    /// <returns>False where it did not get there in one go.</returns>
    private async Task<bool> WriteCompressedAsync(Digest blob, Func<CancellationToken, ValueTask<Stream>> open, CancellationToken cancellation)
    {
        try
        {
            await WriteFromAsync(blob, ResourceNames.Upload(connection.Instance, blob, isZstd: true), 0, open, isZstd: true, cancellation);
            return true;
        }
        catch (RpcException cut) when (GrpcFailures.IsCut(cut) || cut.StatusCode is StatusCode.Unimplemented or StatusCode.InvalidArgument)
        {
            return false;
        }
        catch (RpcException failure)
        {
            throw GrpcFailures.Translate(failure);
        }
    }

    private async Task WriteFromAsync(
        Digest blob, string name, long offset, Func<CancellationToken, ValueTask<Stream>> open, bool isZstd, CancellationToken cancellation)
    {
        using var watch = connection.Watch(cancellation);
        await using var content = await open(cancellation);
        using var call = connection.Streams.Write(await connection.StreamAsync(watch.Token));
        await using var pieces = new PieceSink(call, name, offset, (int)Math.Clamp(blob.SizeBytes - offset, 1, PieceBytes), watch);
        try
        {
            await SkipAsync(content, offset, cancellation);
            await SendAsync(blob, content, blob.SizeBytes - offset, pieces, isZstd, watch);
            var committed = (await call.ResponseAsync.WaitAsync(watch.Token)).CommittedSize;
            if (committed != blob.SizeBytes && !(isZstd && (committed == pieces.Offset || committed == IsThereAlready)))
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
    private static async Task SendAsync(Digest blob, Stream content, long count, PieceSink pieces, bool isZstd, StreamWatch watch)
    {
        try
        {
            if (isZstd)
            {
                await using var compressed = new CompressionStream(pieces, CompressionLevel, 0, leaveOpen: true);
                await CopyAsync(blob, content, count, compressed, watch);
            }
            else
            {
                await CopyAsync(blob, content, count, pieces, watch);
            }

            await pieces.EndAsync();
        }
        catch (CallEndedException)
        {
            // The answer, which is there or about to be, says why.
        }
    }

    private static async Task CopyAsync(Digest blob, Stream content, long count, Stream target, StreamWatch watch)
    {
        var buffer = new byte[(int)Math.Clamp(count, 1, PieceBytes)];
        while (count > 0)
        {
            var read = await content.ReadAsync(buffer, watch.Token);
            if (read == 0 || read > count)
            {
                throw new IOException($"the content of {blob} is not of its size");
            }

            await target.WriteAsync(buffer.AsMemory(0, read), watch.Token);
            count -= read;
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
