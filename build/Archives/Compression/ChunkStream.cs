using OpenLinux.Common.Files;

namespace OpenLinux.Archives.Compression;

/// <summary>Reads what is made chunk by chunk, each when the one before it was read: whoever writes it out holds one of them.</summary>
internal sealed class ChunkStream(IEnumerable<ReadOnlyMemory<byte>> chunks) : ReadOnlyStream
{
    private readonly IEnumerator<ReadOnlyMemory<byte>> chunks = chunks.GetEnumerator();
    private ReadOnlyMemory<byte> rest;

    public override int Read(Span<byte> buffer)
    {
        while (rest.IsEmpty)
        {
            if (!chunks.MoveNext())
            {
                return 0;
            }

            rest = chunks.Current;
        }

        var count = Math.Min(buffer.Length, rest.Length);
        rest.Span[..count].CopyTo(buffer);
        rest = rest[count..];
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            chunks.Dispose();
        }

        base.Dispose(disposing);
    }
}
