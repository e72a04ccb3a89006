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
