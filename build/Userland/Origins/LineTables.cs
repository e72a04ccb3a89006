using System.Text;

namespace OpenLinux.Userland.Origins;

/// <summary>
/// The names of folders and files that stand in line number program headers themselves (DWARF 4 and 5, section 6.2.4). Those of version 5
/// mostly stand in a table of strings instead.
/// </summary>
internal static class LineTables
{
    private const uint Wide = 0xffffffff;

    private enum Form : ulong
    {
        Data2 = 0x05,
        Data4 = 0x06,
        Data8 = 0x07,
        InlineString = 0x08,
        Block = 0x09,
        Data1 = 0x0b,
        Strp = 0x0e,
        Udata = 0x0f,
        Data16 = 0x1e,
        LineStrp = 0x1f,
    }

    /// <returns>All that can be told: a table that is damaged ends where it is.</returns>
    public static IReadOnlyList<string> NamesIn(byte[] section, bool littleEndian)
    {
        var names = new List<string>();
        for (var at = 0; at < section.Length;)
        {
            var reader = new Reader(section, at, section.Length, littleEndian);
            var isWide = false;
            var length = reader.Number(4);
            if (length == Wide)
            {
                isWide = true;
                length = reader.Number(8);
            }

            if (length == 0 || length > (ulong)(section.Length - reader.At))
            {
                break;
            }

            at = reader.At + (int)length;
            Collect(new Reader(section, reader.At, at, littleEndian), isWide, names);
        }

        return names;
    }

    private static void Collect(Reader reader, bool isWide, List<string> names)
    {
        var version = reader.Number(2);
        if (version is < 2 or > 5)
        {
            return;
        }

        // The sizes of addresses and selectors; the header's length; what instructions look like, with the operations' lengths last.
        reader.Skip((version == 5 ? 2 : 0) + (isWide ? 8 : 4) + (version >= 4 ? 5 : 4));
        reader.Skip((int)reader.Number(1) - 1);
        if (version == 5)
        {
            CollectTable(reader, isWide, names);
            CollectTable(reader, isWide, names);
            return;
        }

        while (reader.Text() is { Length: > 0 } folder)
        {
            names.Add(folder);
        }

        while (reader.Text() is { Length: > 0 } file)
        {
            names.Add(file);

            // Its folder, its time and its size.
            reader.Leb128();
            reader.Leb128();
            reader.Leb128();
        }
    }

    private static void CollectTable(Reader reader, bool isWide, List<string> names)
    {
        var forms = new List<Form>();
        for (var left = reader.Number(1); left > 0; left--)
        {
            reader.Leb128();
            forms.Add((Form)reader.Leb128());
        }

        // Entries of nothing take no room, and could be any number.
        for (var left = forms.Count > 0 ? reader.Leb128() : 0; left > 0 && !reader.IsAtEnd; left--)
        {
            foreach (var form in forms)
            {
                if (form == Form.InlineString)
                {
                    names.Add(reader.Text());
                }
                else if (!IsPassed(reader, form, isWide))
                {
                    return;
                }
            }
        }
    }

    /// <returns>False where the form's size is not known.</returns>
    private static bool IsPassed(Reader reader, Form form, bool isWide)
    {
        switch (form)
        {
            case Form.Udata:
                reader.Leb128();
                return true;
            case Form.Block:
                reader.Skip((int)Math.Min(reader.Leb128(), int.MaxValue));
                return true;
            default:
                var size = form switch
                {
                    Form.Data1 => 1,
                    Form.Data2 => 2,
                    Form.Data4 => 4,
                    Form.Data8 => 8,
                    Form.Data16 => 16,
                    Form.Strp or Form.LineStrp => isWide ? 8 : 4,
                    _ => 0,
                };
                reader.Skip(size);
                return size > 0;
        }
    }

    /// <summary>Goes through a part of a section; beyond its end all is zero.</summary>
    private sealed class Reader(byte[] section, int at, int end, bool littleEndian)
    {
        public int At { get; private set; } = at;

        public bool IsAtEnd => At >= end;

        public void Skip(int bytes) => At = (int)Math.Clamp((long)At + bytes, At, end);

        public ulong Number(int size)
        {
            ulong value = 0;
            for (var index = 0; index < size && !IsAtEnd; index++)
            {
                ulong octet = section[At++];
                value = littleEndian ? value | (octet << (8 * index)) : (value << 8) | octet;
            }

            return value;
        }

        public ulong Leb128()
        {
            ulong value = 0;
            for (var shift = 0; !IsAtEnd; shift += 7)
            {
                var octet = section[At++];
                value |= shift < 64 ? (ulong)(octet & 0x7f) << shift : 0;
                if (octet < 0x80)
                {
                    break;
                }
            }

            return value;
        }

        public string Text()
        {
            var zero = Array.IndexOf(section, (byte)0, At, end - At);
            var text = Encoding.UTF8.GetString(section, At, (zero < 0 ? end : zero) - At);
            At = zero < 0 ? end : zero + 1;
            return text;
        }
    }
}
