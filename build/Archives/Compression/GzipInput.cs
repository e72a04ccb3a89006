using System.Buffers.Binary;

namespace OpenLinux.Archives.Compression;

/// <summary>The compressed bytes, read through one buffer, with the position of each for messages.</summary>
internal sealed class GzipInput(Stream source)
{
    private int position;
    private int end;
    private long consumed;

    public byte[] Buffer { get; } = new byte[64 * 1024];

    /// <summary>The offset of the next byte in the file.</summary>
    public long Offset => consumed + position;

    public int Position => position;

    public int Available => end - position;

    /// <summary>Makes at least one byte available.</summary>
    /// <returns>False at the end of the file.</returns>
    public bool Fill()
    {
        if (position < end)
        {
            return true;
        }

        consumed += end;
        position = 0;
        end = source.Read(Buffer, 0, Buffer.Length);
        return end > 0;
    }

    public void Consume(int count) => position += count;

    /// <exception cref="ArchiveException">The file ends here.</exception>
    public byte ReadByte(string within)
    {
        if (!Fill())
        {
            throw ArchiveException.Truncated($"the file ends after {Offset} bytes, within {within}");
        }

        return Buffer[position++];
    }

    public uint ReadUInt32(string within)
    {
        Span<byte> bytes = stackalloc byte[4];
        for (var index = 0; index < bytes.Length; index++)
        {
            bytes[index] = ReadByte(within);
        }

        return BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }
}
