using System.Buffers.Binary;

namespace OpenLinux.Rootfs.Stripping;

/// <summary>Writes numbers as an ELF file of one class and byte order has them.</summary>
internal readonly record struct ElfWords(bool IsWide, bool IsLittleEndian)
{
    public void WriteHalf(Span<byte> at, int value)
    {
        if (IsLittleEndian)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(at, (ushort)value);
        }
        else
        {
            BinaryPrimitives.WriteUInt16BigEndian(at, (ushort)value);
        }
    }

    public void Write32(Span<byte> at, uint value)
    {
        if (IsLittleEndian)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(at, value);
        }
        else
        {
            BinaryPrimitives.WriteUInt32BigEndian(at, value);
        }
    }

    /// <summary>An address, offset or size: four bytes or eight.</summary>
    public void WriteWord(Span<byte> at, ulong value)
    {
        if (!IsWide)
        {
            Write32(at, (uint)value);
        }
        else if (IsLittleEndian)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(at, value);
        }
        else
        {
            BinaryPrimitives.WriteUInt64BigEndian(at, value);
        }
    }
}
