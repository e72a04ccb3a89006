using OpenLinux.Common.Files;
using OpenLinux.Engine.Content;

namespace OpenLinux.Engine.Remote;

/// <summary>Takes in a blob that a server sends, and no more than its size.</summary>
internal sealed class ReceivedBlob(Stream file, long size, RequestClock clock) : WriteOnlyStream
{
    private readonly RunningDigest digest = new();
    private long taken;

    /// <summary>Whether more came than the blob has.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>Of what came; once, when all has.</summary>
    public Digest Take() => digest.Take();

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Count(buffer);
        file.Write(buffer);
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Count(buffer.Span);
        await file.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() => file.Flush();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            file.Dispose();
            digest.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Count(ReadOnlySpan<byte> buffer)
    {
        taken += buffer.Length;
        if (taken > size)
        {
            IsTooLong = true;
            throw new IOException($"more than the {size} bytes that it has");
        }

        digest.Append(buffer);
        clock.Moved();
    }
}
