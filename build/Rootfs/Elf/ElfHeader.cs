using System.Buffers.Binary;

namespace OpenLinux.Rootfs.Elf;

/// <summary>The ELF header (System V gABI, chapter 4), the part that says for what a file is and where its parts are told.</summary>
/// <param name="Class">32 or 64.</param>
/// <param name="Type">e_type, e.g. <see cref="Executable"/>.</param>
/// <param name="Segments">The program headers (e_phoff, e_phentsize, e_phnum).</param>
/// <param name="Sections">The section headers (e_shoff, e_shentsize, e_shnum).</param>
internal sealed record ElfHeader(int Class, bool LittleEndian, int Type, int Machine, ElfTable Segments, ElfTable Sections)
{
    public const int Executable = 2;
    public const int SharedObject = 3;

    public bool IsWide => Class == 64;

    /// <summary>Bytes that <see cref="TryParse"/> needs of a 64-bit file; a 32-bit one has 52.</summary>
    public const int Size = 64;

    /// <summary>Up to a 32-bit file's e_phnum: nothing shorter can be run.</summary>
    private const int LeastSize = 46;

    /// <summary>Whether a file that <see cref="TryParse"/> refuses is meant to be run all the same.</summary>
    public static bool IsMalformed(ReadOnlySpan<byte> head) => HasMagic(head) && head.Length >= LeastSize && TryParse(head) is null;

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
            new ElfTable(Word(head, wide ? 32 : 28, wide, little), Half(head, wide ? 54 : 42, little), Half(head, wide ? 56 : 44, little)),
            new ElfTable(Word(head, wide ? 40 : 32, wide, little), Half(head, wide ? 58 : 46, little), Half(head, wide ? 60 : 48, little)));
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

    /// <summary>An address, offset or size: as wide as the file's class.</summary>
    public static ulong Word(ReadOnlySpan<byte> bytes, int offset, bool wide, bool little) =>
        wide ? Word64(bytes, offset, little) : Word32(bytes, offset, little);
}
