using System.Buffers.Binary;

namespace OpenLinux.Images.Elf;

/// <summary>The ELF header (System V gABI, chapter 4), the part that says for what a file is and where its segments are told.</summary>
/// <param name="Class">32 or 64.</param>
/// <param name="Type">e_type, e.g. <see cref="Executable"/>.</param>
/// <param name="SegmentsOffset">e_phoff, in bytes.</param>
internal sealed record ElfHeader(
    int Class, bool LittleEndian, int Type, int Machine, ulong SegmentsOffset, int SegmentSize, int SegmentCount)
{
    public const int Executable = 2;
    public const int SharedObject = 3;

    /// <summary>Bytes that <see cref="TryParse"/> needs of a 64-bit file; a 32-bit one has 52.</summary>
    public const int Size = 64;

    public static bool HasMagic(ReadOnlySpan<byte> head) => head is [0x7f, (byte)'E', (byte)'L', (byte)'F', ..];

    /// <returns>Null where it is no whole ELF header.</returns>
    public static ElfHeader? TryParse(ReadOnlySpan<byte> head)
    {
        if (!HasMagic(head) || head.Length < 52 || head[4] is not (1 or 2) || head[5] is not (1 or 2))
        {
            return null;
        }

        var wide = head[4] == 2;
        if (wide && head.Length < Size)
        {
            return null;
        }

        var little = head[5] == 1;
        return new ElfHeader(
            wide ? 64 : 32,
            little,
            Half(head, 16, little),
            Half(head, 18, little),
            wide ? Word64(head, 32, little) : Word32(head, 28, little),
            Half(head, wide ? 54 : 42, little),
            Half(head, wide ? 56 : 44, little));
    }

    public static int Half(ReadOnlySpan<byte> bytes, int offset, bool little) => little
        ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[offset..])
        : BinaryPrimitives.ReadUInt16BigEndian(bytes[offset..]);

    public static uint Word32(ReadOnlySpan<byte> bytes, int offset, bool little) => little
        ? BinaryPrimitives.ReadUInt32LittleEndian(bytes[offset..])
        : BinaryPrimitives.ReadUInt32BigEndian(bytes[offset..]);

    public static ulong Word64(ReadOnlySpan<byte> bytes, int offset, bool little) => little
        ? BinaryPrimitives.ReadUInt64LittleEndian(bytes[offset..])
        : BinaryPrimitives.ReadUInt64BigEndian(bytes[offset..]);
}
