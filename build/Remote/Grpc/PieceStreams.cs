using Google.Protobuf;
using Grpc.Core;
using OpenLinux.Common.Files;
using OpenLinux.Engine.Remote;
using OpenLinux.Remote.Protocol;

namespace OpenLinux.Remote.Grpc;

/// <summary>The pieces of an answer as one stream.</summary>
internal sealed class PieceStream(IAsyncStreamReader<ReadResponse> pieces, StreamWatch watch) : ReadOnlyStream
{
    private ReadOnlyMemory<byte> left;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (left.IsEmpty)
        {
            if (!await pieces.MoveNext(watch.Token))
            {
                return 0;
            }

            watch.Moved();
            left = pieces.Current.Data.Memory;
        }

        var count = Math.Min(left.Length, buffer.Length);
        left[..count].CopyTo(buffer);
        left = left[count..];
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();
}

/// <summary>Sends what is written to it as the pieces of a blob.</summary>
/// <param name="offset">Of the first.</param>
/// <param name="size">Of each but the last.</param>
internal sealed class PieceSink(IClientStreamWriter<WriteRequest> pieces, string name, long offset, int size, StreamWatch watch) : WriteOnlyStream
{
    private readonly byte[] piece = new byte[size];
    private int filled;

    /// <summary>Of what is sent next.</summary>
    public long Offset { get; private set; } = offset;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            // The last one says so: it waits for what follows it.
            if (filled == piece.Length)
            {
                await SendAsync(isLast: false);
            }

            var count = Math.Min(piece.Length - filled, buffer.Length);
            buffer[..count].CopyTo(piece.AsMemory(filled));
            filled += count;
            buffer = buffer[count..];
        }
    }

    /// <summary>Nothing follows.</summary>
    public async Task EndAsync()
    {
        await SendAsync(isLast: true);
        await pieces.CompleteAsync();
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) =>
        WriteAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Flush()
    {
    }

    private async Task SendAsync(bool isLast)
    {
        await pieces.WriteAsync(
            new WriteRequest
            {
                ResourceName = name,
                WriteOffset = Offset,
                Data = UnsafeByteOperations.UnsafeWrap(piece.AsMemory(0, filled)),
                FinishWrite = isLast,
            },
            watch.Token);
        watch.Moved();
        Offset += filled;
        filled = 0;
    }
}

/// <summary>Counts what is written to another stream, and takes no more than a blob has: a server may send without end.</summary>
internal sealed class BoundedStream(Stream target, long limit) : WriteOnlyStream
{
    public long Count { get; private set; }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Count + buffer.Length > limit)
        {
            throw new RemoteUnavailableException($"more than the {limit} bytes of a blob");
        }

        try
        {
            await target.WriteAsync(buffer, cancellationToken);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The disk's fault, not the server's.
            throw new TargetException(fault);
        }

        Count += buffer.Length;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) =>
        WriteAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Flush() => target.Flush();
}

/// <summary>What was to take the bytes could not.</summary>
internal sealed class TargetException(Exception fault) : Exception(fault.Message, fault);
