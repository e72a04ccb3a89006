using System.Buffers.Binary;

namespace OpenLinux.Bench.Trees;

/// <summary>The headers of an ELF program that passes the project's vetting (System V ABI, gABI 4.1; x86-64 psABI).</summary>
internal static class ElfImage
{
    private const int FileHeader = 64;
    private const int ProgramHeader = 56;
    private const int DynamicOffset = FileHeader + (4 * ProgramHeader);
    private const int DynamicSize = 3 * 16;

    public const int HeaderSize = DynamicOffset + DynamicSize;

    private const int Load = 1, Dynamic = 2, Stack = 0x6474e551, Relro = 0x6474e552;
    private const int Flags = 30, Flags1 = 0x6ffffffb;
    private const ulong BindNow = 8, Flags1NowAndPie = 0x08000001;

    public static void WriteHeader(Span<byte> image)
    {
        image[..HeaderSize].Clear();
        new byte[] { 0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1 }.CopyTo(image);
        BinaryPrimitives.WriteUInt16LittleEndian(image[16..], 3); // ET_DYN
        BinaryPrimitives.WriteUInt16LittleEndian(image[18..], 62); // EM_X86_64
        BinaryPrimitives.WriteUInt32LittleEndian(image[20..], 1);
        BinaryPrimitives.WriteUInt64LittleEndian(image[24..], HeaderSize);
        BinaryPrimitives.WriteUInt64LittleEndian(image[32..], FileHeader);
        BinaryPrimitives.WriteUInt16LittleEndian(image[52..], FileHeader);
        BinaryPrimitives.WriteUInt16LittleEndian(image[54..], ProgramHeader);
        BinaryPrimitives.WriteUInt16LittleEndian(image[56..], 4);
        BinaryPrimitives.WriteUInt16LittleEndian(image[58..], 64);
        Segment(image, 0, Load, flags: 5, 0, (ulong)image.Length);
        Segment(image, 1, Dynamic, flags: 6, DynamicOffset, DynamicSize);
        Segment(image, 2, Stack, flags: 6, 0, 0);
        Segment(image, 3, Relro, flags: 4, DynamicOffset, DynamicSize);
        Entry(image, 0, Flags, BindNow);
        Entry(image, 1, Flags1, Flags1NowAndPie);
    }

    private static void Segment(Span<byte> image, int index, uint type, uint flags, ulong offset, ulong size)
    {
        var header = image[(FileHeader + (index * ProgramHeader))..];
        BinaryPrimitives.WriteUInt32LittleEndian(header, type);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], flags);
        BinaryPrimitives.WriteUInt64LittleEndian(header[8..], offset);
        BinaryPrimitives.WriteUInt64LittleEndian(header[16..], offset);
        BinaryPrimitives.WriteUInt64LittleEndian(header[24..], offset);
        BinaryPrimitives.WriteUInt64LittleEndian(header[32..], size);
        BinaryPrimitives.WriteUInt64LittleEndian(header[40..], size);
        BinaryPrimitives.WriteUInt64LittleEndian(header[48..], type == Load ? 4096UL : 8UL);
    }

    private static void Entry(Span<byte> image, int index, long tag, ulong value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(image[(DynamicOffset + (index * 16))..], tag);
        BinaryPrimitives.WriteUInt64LittleEndian(image[(DynamicOffset + (index * 16) + 8)..], value);
    }
}
