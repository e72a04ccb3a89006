using System.Text;
using OpenLinux.Rootfs.Elf;

namespace OpenLinux.Rootfs.Units;

/// <summary>Reads one value after the other of a section of debug information (DWARF 4, section 7).</summary>
internal ref struct DwarfCursor(ReadOnlySpan<byte> section, bool isLittleEndian)
{
    /// <summary>No path that a system takes is longer.</summary>
    private const int LongestText = 4096;

    private readonly ReadOnlySpan<byte> section = section;
    private readonly bool isLittleEndian = isLittleEndian;
    private int position;

    public readonly bool IsAtEnd => position >= section.Length;

    public readonly int Position => position;

    /// <exception cref="InvalidDataException">It is beyond the section.</exception>
    public void GoTo(ulong offset) =>
        position = offset <= (ulong)section.Length ? (int)offset : throw new InvalidDataException("an offset leads beyond its section");

    public void Skip(ulong count) => GoTo((ulong)position + Math.Min(count, int.MaxValue));

    public byte Byte() => Take(1)[0];

    public ushort Half() => (ushort)ElfHeader.Half(Take(2), 0, isLittleEndian);

    public uint Word() => ElfHeader.Word32(Take(4), 0, isLittleEndian);

    public ulong Long() => ElfHeader.Word64(Take(8), 0, isLittleEndian);

    /// <param name="size">Four bytes or eight.</param>
    public ulong Address(int size) => size switch
    {
        4 => Word(),
        8 => Long(),
        _ => throw new InvalidDataException($"an address of {size} bytes"),
    };

    /// <summary>An unsigned LEB128 (section 7.6); what is beyond 64 bits is dropped.</summary>
    public ulong Leb128()
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var part = Byte();
            value |= shift < 64 ? (ulong)(part & 0x7f) << shift : 0;
            if ((part & 0x80) == 0)
            {
                return value;
            }
        }
    }

    public string Text()
    {
        var rest = section[position..];
        var end = rest[..Math.Min(rest.Length, LongestText)].IndexOf((byte)0);
        return end >= 0
            ? Encoding.UTF8.GetString(Take(end + 1)[..^1])
            : throw new InvalidDataException("a text has no end");
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > section.Length - position)
        {
            throw new InvalidDataException("a value leads beyond its section");
        }

        position += count;
        return section.Slice(position - count, count);
    }
}
