using System.Text;

namespace OpenLinux.TestKit.Rootfs;

/// <summary>An ELF file of some hundred bytes, written by hand: no compiler decides on a byte of it. One loaded segment, one note, one symbol table.</summary>
internal static class SmallElf
{
    private const int LoadedEnd = 0xcc;

    private static readonly string[] Names = ["", ".note.gnu.build-id", ".text", ".symtab", ".strtab", ".shstrtab"];

    public static byte[] Bytes()
    {
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        writer.Write([0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0, .. new byte[8]]);
        Halves(3, 62);
        Words32(1);
        Words(0xb8, 64, 0);
        Words32(0);
        Halves(64, 56, 2, 64, 6, 5);
        Words32(1, 5);
        Words(0, 0, 0, LoadedEnd, LoadedEnd, 0x1000);
        Words32(4, 4);
        Words(0xb0, 0xb0, 0xb0, 24, 24, 4);
        Words32(4, 8, 3);
        writer.Write("GNU\0"u8);
        writer.Write([1, 2, 3, 4, 5, 6, 7, 8]);
        Words32(0x90909090);
        var symbols = file.Position;
        writer.Write(new byte[48]);
        var strings = file.Position;
        writer.Write("\0main\0"u8);
        var names = file.Position;
        writer.Write(Encoding.ASCII.GetBytes(string.Join('\0', Names) + '\0'));
        while (file.Position % 8 != 0)
        {
            writer.Write((byte)0);
        }

        var table = file.Position;
        Section(0, 0, 0, 0, 0, 0, 0, 0);
        Section(1, 7, 2, 0xb0, 24, 0, 4, 0);
        Section(2, 1, 6, 0xc8, 4, 0, 4, 0);
        Section(3, 2, 0, symbols, 48, 4, 8, 24);
        Section(4, 3, 0, strings, 6, 0, 1, 0);
        Section(5, 3, 0, names, table - names, 0, 1, 0);
        file.Position = 40;
        Words(table);
        return file.ToArray();

        void Section(int name, int type, long flags, long offset, long size, int link, long alignment, long entrySize)
        {
            Words32(Encoding.ASCII.GetByteCount(string.Concat(Names.Take(name).Select(earlier => earlier + '\0'))), type);
            Words(flags, flags == 0 ? 0 : offset, offset, size);
            Words32(link, type == 2 ? 1 : 0);
            Words(alignment, entrySize);
        }

        void Halves(params ReadOnlySpan<ushort> values) => Each(values, value => writer.Write(value));
        void Words32(params ReadOnlySpan<long> values) => Each(values, value => writer.Write((uint)value));
        void Words(params ReadOnlySpan<long> values) => Each(values, value => writer.Write(value));
    }

    private static void Each<T>(ReadOnlySpan<T> values, Action<T> write)
    {
        foreach (var value in values)
        {
            write(value);
        }
    }
}
