using System.Text;

namespace OpenLinux.TestKit.Rootfs;

/// <summary>
/// A debug file of some hundred bytes, written by hand: 0x100 bytes of code at 0x1000, of which "src/one.c" has 0x40 in one piece, "two.c" 0x10 and 0x20 in two,
/// "gone.c" some that the linker left out, and a unit of DWARF 5 whatever it says.
/// </summary>
internal static class SmallUnits
{
    private const ulong Code = 0x1000;
    private const int CodeSize = 0x100;

    private static readonly string[] Names = ["", ".text", ".debug_abbrev", ".debug_info", ".debug_str", ".debug_ranges", ".shstrtab"];

    public static byte[] Bytes()
    {
        var (abbreviations, info, texts, ranges) = (Abbreviations(), Info(), "src/one.c\0"u8.ToArray(), Ranges());
        var names = Encoding.ASCII.GetBytes(string.Join('\0', Names) + '\0');
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        writer.Write([0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0, .. new byte[8]]);
        Write(writer, (ushort)3, (ushort)62, 1u, 0UL, 0UL, 0UL, 0u, (ushort)64, (ushort)56, (ushort)0, (ushort)64, (ushort)Names.Length, (ushort)(Names.Length - 1));
        var rows = new List<(uint Type, ulong Flags, ulong Address, long Offset, long Size)> { default, (8, 6, Code, 64, CodeSize) };
        foreach (var content in (byte[][])[abbreviations, info, texts, ranges, names])
        {
            rows.Add((rows.Count == Names.Length - 1 ? 3u : 1u, 0, 0, file.Position, content.Length));
            writer.Write(content);
        }

        var table = file.Position;
        foreach (var (row, index) in rows.Select((row, index) => (row, index)))
        {
            Write(writer, (uint)Encoding.ASCII.GetByteCount(string.Concat(Names.Take(index).Select(name => name + '\0'))), row.Type, row.Flags, row.Address, (ulong)row.Offset, (ulong)row.Size, 0u, 0u, 1UL, 0UL);
        }

        file.Position = 40;
        writer.Write(table);
        return file.ToArray();
    }

    /// <summary>One by low and high address and an offset of its name; one by ranges, with its name in place. Each is of a unit (0x11) that has no children.</summary>
    private static byte[] Abbreviations() =>
    [
        1, 0x11, 0, 0x03, 0x0e, 0x11, 0x01, 0x12, 0x06, 0, 0,
        2, 0x11, 0, 0x13, 0x05, 0x03, 0x08, 0x11, 0x01, 0x55, 0x17, 0, 0,
        0,
    ];

    private static byte[] Info()
    {
        using var stream = new MemoryStream();
        using var info = new BinaryWriter(stream);
        Unit(4, entry => Write(entry, (byte)1, 0u, Code, 0x40u));
        Unit(5, entry => Write(entry, 0xffffffffu));
        Unit(4, entry => Write(entry, (byte)2, (ushort)12, "two.c\0"u8.ToArray(), Code + 0x40, 0u));
        Unit(4, entry => Write(entry, (byte)2, (ushort)12, "gone.c\0"u8.ToArray(), 0UL, 64u));
        return stream.ToArray();

        void Unit(ushort version, Action<BinaryWriter> write)
        {
            using var content = new MemoryStream();
            using var entry = new BinaryWriter(content);
            Write(entry, version, 0u, (byte)8);
            write(entry);
            Write(info, (uint)content.Length, content.ToArray());
        }
    }

    /// <summary>The first list has a piece behind the base address, another base, and a piece behind that; the second what was left out.</summary>
    private static byte[] Ranges()
    {
        using var stream = new MemoryStream();
        using var ranges = new BinaryWriter(stream);
        Write(ranges, 0UL, 0x10UL, ulong.MaxValue, Code + 0x80, 0UL, 0x20UL, 0UL, 0UL, 1UL, 1UL, 0x10UL, 0x90UL, 0UL, 0UL);
        return stream.ToArray();
    }

    private static void Write(BinaryWriter writer, params ReadOnlySpan<object> values)
    {
        foreach (var value in values)
        {
            switch (value)
            {
                case byte number: writer.Write(number); break;
                case ushort number: writer.Write(number); break;
                case uint number: writer.Write(number); break;
                case ulong number: writer.Write(number); break;
                case byte[] bytes: writer.Write(bytes); break;
                default: throw new ArgumentException($"nobody writes a {value.GetType()}", nameof(values));
            }
        }
    }
}
