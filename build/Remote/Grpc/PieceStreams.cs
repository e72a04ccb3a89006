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

/// <summary>Sends what is written to it as the pieces of a blob, for as long as the server takes them.</summary>
/// <param name="offset">Of the first.</param>
/// <param name="size">Of each but the last.</param>
internal sealed class PieceSink(AsyncClientStreamingCall<WriteRequest, WriteResponse> call, string name, long offset, int size, StreamWatch watch) : WriteOnlyStream
{
    private readonly byte[] piece = new byte[size];
    private int filled;
    private bool isOver;

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
    /// <exception cref="CallEndedException">The server takes no more.</exception>
    public async Task EndAsync()
    {
        await SendAsync(isLast: true);
        await UnlessOverAsync(call.RequestStream.CompleteAsync());
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
        // A compressor that is disposed of sends what it has left, and .NET's HTTP/2 fails or waits for ever where a request has ended.
        if (isOver || call.ResponseAsync.IsCompleted)
        {
            throw new CallEndedException();
        }

        var request = new WriteRequest
        {
            ResourceName = name,
            WriteOffset = Offset,
            Data = UnsafeByteOperations.UnsafeWrap(piece.AsMemory(0, filled)),
            FinishWrite = isLast,
        };
        await UnlessOverAsync(call.RequestStream.WriteAsync(request, watch.Token));
        watch.Moved();
        Offset += filled;
        filled = 0;
    }

    /// <summary>Waits for what is sent, and no longer once the server has answered: what is under way then may never end.</summary>
    private async Task UnlessOverAsync(Task sending)
    {
        try
        {
            await (await Task.WhenAny(sending, call.ResponseAsync).WaitAsync(watch.Token));
            isOver = !sending.IsCompleted;
        }
        catch (Exception failure) when (!watch.Token.IsCancellationRequested)
        {
            isOver = true;
            throw new CallEndedException(failure);
        }

        if (isOver)
        {
            throw new CallEndedException();
        }
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

/// <summary>The server takes no more of a call; its answer says why.</summary>
internal sealed class CallEndedException(Exception? failure = null) : IOException("the call has ended", failure);

/// <summary>What was to take the bytes could not.</summary>
internal sealed class TargetException(Exception fault) : Exception(fault.Message, fault);
