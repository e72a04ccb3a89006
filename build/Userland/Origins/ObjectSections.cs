using System.Buffers.Binary;
using System.IO.Compression;

namespace OpenLinux.Userland.Origins;

/// <summary>The sections of an ELF file by name (System V gABI, chapter 4, "Sections"), decompressed where they are compressed.</summary>
internal static class ObjectSections
{
    private const int IsCompressed = 0x800;
    private const int NoBits = 8;
    private const int Zlib = 1;
    private const int EscapedIndex = 0xffff;

    /// <param name="file">A whole ELF file; where it is damaged, what can be told of it is.</param>
    /// <exception cref="InvalidDataException">A wanted section is compressed in a way other than zlib's.</exception>
    public static IEnumerable<(string Name, byte[] Content, bool LittleEndian)> Of(ReadOnlyMemory<byte> file, Func<string, bool> isWanted)
    {
        var header = new Fields(file, wide: file.Length > 5 && file.Span[4] == 2, little: file.Length > 5 && file.Span[5] == 1);
        var wide = header.Wide;
        var table = header.Word(wide ? 40 : 32);
        var entrySize = header.Half(wide ? 58 : 46);
        Fields Section(ulong index) => header.At(table + (index * entrySize), entrySize);

        // With more sections than fit, the counts stand in the first.
        var first = Section(0);
        var count = header.Half(wide ? 60 : 48) is > 0 and var few ? few : first.Word(wide ? 32 : 20);
        var names = header.Half(wide ? 62 : 50) is not EscapedIndex and var index ? index : first.Int(wide ? 40u : 24);
        var strings = ContentOf(header, Section(names));
        for (ulong at = 0; at < count && table + (at * entrySize) < (ulong)file.Length; at++)
        {
            var section = Section(at);
            var name = strings.Text(section.Int(0));
            if (isWanted(name) && section.Int(4) != NoBits)
            {
                var content = ContentOf(header, section);
                yield return (name, (section.Word(8) & IsCompressed) == 0 ? content.Bytes.ToArray() : Decompressed(content), header.Little);
            }
        }
    }

    private static Fields ContentOf(Fields header, Fields section) =>
        header.At(section.Word(section.Wide ? 24 : 16), section.Word(section.Wide ? 32 : 20));

    /// <summary>Behind its Chdr: the kind, (64 bits: a gap,) the size, the alignment.</summary>
    private static byte[] Decompressed(Fields content)
    {
        var header = content.Wide ? 24 : 12;
        if (content.Int(0) != Zlib || content.Bytes.Length < header)
        {
            throw new InvalidDataException($"compression {content.Int(0)}");
        }

        using var plain = new MemoryStream();
        using var packed = new ZLibStream(new MemoryStream(content.Bytes[header..].ToArray()), CompressionMode.Decompress);
        packed.CopyTo(plain);
        return plain.ToArray();
    }

    /// <summary>Numbers in a part of a file; what lies beyond its end is zero.</summary>
    private readonly struct Fields(ReadOnlyMemory<byte> bytes, bool wide, bool little)
    {
        public ReadOnlyMemory<byte> Bytes => bytes;

        public bool Wide => wide;

        public bool Little => little;

        public Fields At(ulong offset, ulong size) => offset < (ulong)bytes.Length
            ? new Fields(bytes.Slice((int)offset, (int)Math.Min(size, (ulong)bytes.Length - offset)), wide, little)
            : new Fields(default, wide, little);

        public uint Half(int offset) => (uint)Number(offset, 2);

        public uint Int(uint offset) => (uint)Number((int)offset, 4);

        public ulong Word(int offset) => Number(offset, wide ? 8 : 4);

        public string Text(uint offset)
        {
            var rest = offset < bytes.Length ? bytes.Span[(int)offset..] : [];
            var end = rest.IndexOf((byte)0);
            return System.Text.Encoding.UTF8.GetString(end < 0 ? rest : rest[..end]);
        }

        private ulong Number(int offset, int size)
        {
            if (offset + size > bytes.Length)
            {
                return 0;
            }

            var field = bytes.Span.Slice(offset, size);
            return (size, little) switch
            {
                (2, true) => BinaryPrimitives.ReadUInt16LittleEndian(field),
                (2, false) => BinaryPrimitives.ReadUInt16BigEndian(field),
                (4, true) => BinaryPrimitives.ReadUInt32LittleEndian(field),
                (4, false) => BinaryPrimitives.ReadUInt32BigEndian(field),
                (_, true) => BinaryPrimitives.ReadUInt64LittleEndian(field),
                _ => BinaryPrimitives.ReadUInt64BigEndian(field),
            };
        }
    }
}
