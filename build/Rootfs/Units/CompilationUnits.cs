using OpenLinux.Rootfs.Stripping;

namespace OpenLinux.Rootfs.Units;

/// <summary>
/// How much machine code a program has of each source file, by the compilation units that its debug file tells of (DWARF 4: their headers, 7.5.1.1; the first
/// entry of each, 3.1.1; abbreviations, 7.5.3; ranges of addresses, 2.17). Assembly that is not preprocessed has none.
/// </summary>
internal sealed class CompilationUnits
{
    private const int Version = 4;

    /// <summary>From here on, a length is the mark of the 64-bit format, which nobody needs below 4 GiB.</summary>
    private const uint LeastReserved = 0xffff_fff0;

    private const ulong Executable = 4;

    private readonly ElfFile file;
    private readonly bool isLittleEndian;
    private readonly byte[] info;
    private readonly byte[] abbreviations;
    private readonly byte[] texts;
    private readonly byte[] ranges;
    private readonly List<(ulong Start, ulong End)> code;

    /// <summary>What reading may still take: each unit has ranges and an abbreviation of its own, and who leads all of them to the same ones means harm.</summary>
    private long effort;
    private readonly Dictionary<string, long> sizes = new(StringComparer.Ordinal);

    private CompilationUnits(ElfFile file)
    {
        this.file = file;
        isLittleEndian = file.Words.IsLittleEndian;
        (info, abbreviations, texts, ranges) = (ContentOf(".debug_info"), ContentOf(".debug_abbrev"), ContentOf(".debug_str"), ContentOf(".debug_ranges"));
        code = [.. file.Sections.Where(section => section.IsLoaded && (section.Flags & Executable) != 0 && section.Size <= uint.MaxValue).Select(section => (section.Address, section.Address + section.Size))];
        effort = info.Length + abbreviations.Length + ranges.Length;
    }

    /// <param name="debugFile">A debug file, or a program that holds its debug information itself.</param>
    /// <returns>By name, the largest first. None where it tells of none, is damaged, or tells of them in another version of DWARF.</returns>
    public static IReadOnlyList<UnitSize> Read(byte[] debugFile)
    {
        try
        {
            var units = new CompilationUnits(ElfFile.Parse(debugFile));
            units.ReadAll();
            return units.AreMoreThanCode() ? [] : [.. units.sizes.Select(unit => new UnitSize(unit.Key, unit.Value)).OrderByDescending(unit => unit.SizeBytes).ThenBy(unit => unit.Name, StringComparer.Ordinal)];
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }

    /// <summary>No two units have the same code: then what was read is no debug information.</summary>
    private bool AreMoreThanCode() => sizes.Values.Aggregate(0UL, (sum, size) => sum + (ulong)size) > code.Aggregate(0UL, (sum, section) => sum + section.End - section.Start);

    private byte[] ContentOf(string name) => file.Sections.FirstOrDefault(section => section.Name == name) is { } section ? file.ContentOf(section).ToArray() : [];

    private void ReadAll()
    {
        var cursor = new DwarfCursor(info, isLittleEndian);
        while (!cursor.IsAtEnd)
        {
            var length = cursor.Word();
            if (length >= LeastReserved)
            {
                return;
            }

            var end = (ulong)cursor.Position + length;
            if (cursor.Half() == Version && UnitAt(ref cursor) is { } unit && SizeOf(unit) is > 0 and var size)
            {
                sizes[unit.Name] = sizes.GetValueOrDefault(unit.Name) + size;
            }

            cursor.GoTo(end);
        }
    }

    /// <param name="cursor">Behind the version.</param>
    private Unit? UnitAt(ref DwarfCursor cursor)
    {
        var abbreviation = new DwarfCursor(abbreviations, isLittleEndian);
        abbreviation.GoTo(cursor.Word());
        var unit = new Unit(cursor.Byte());
        var code = cursor.Leb128();
        while (abbreviation.Leb128() is var known && known != code)
        {
            if (known == 0)
            {
                return null;
            }

            PassOver(ref abbreviation);
        }

        abbreviation.Leb128();
        abbreviation.Byte();
        while ((abbreviation.Leb128(), abbreviation.Leb128()) is var (attribute, form) && (attribute, form) != (0, 0))
        {
            if (ValueOf((DwarfForm)form, ref cursor, unit.AddressSize) is not { } value)
            {
                return null;
            }

            unit.Take((DwarfAttribute)attribute, (DwarfForm)form, value);
        }

        return unit;
    }

    /// <summary>An abbreviation without its code: tag, children, and pairs of attribute and form up to two zeros.</summary>
    private void PassOver(ref DwarfCursor abbreviation)
    {
        abbreviation.Leb128();
        abbreviation.Byte();
        do
        {
            Spend();
        }
        while ((abbreviation.Leb128(), abbreviation.Leb128()) != (0, 0));
    }

    private void Spend()
    {
        if (--effort < 0)
        {
            throw new InvalidDataException("units share what each has of its own");
        }
    }

    /// <returns>A number or a text; null for a form that no unit's own attributes have.</returns>
    private object? ValueOf(DwarfForm form, ref DwarfCursor cursor, int addressSize)
    {
        switch (form)
        {
            case DwarfForm.Address:
                return cursor.Address(addressSize);
            case DwarfForm.Data1 or DwarfForm.Flag:
                return (ulong)cursor.Byte();
            case DwarfForm.Data2:
                return (ulong)cursor.Half();
            case DwarfForm.Data4 or DwarfForm.SectionOffset:
                return (ulong)cursor.Word();
            case DwarfForm.Data8:
                return cursor.Long();
            case DwarfForm.UnsignedData or DwarfForm.SignedData:
                return cursor.Leb128();
            case DwarfForm.FlagPresent:
                return 1UL;
            case DwarfForm.Text:
                return cursor.Text();
            case DwarfForm.TextOffset:
                var text = new DwarfCursor(texts, isLittleEndian);
                text.GoTo(cursor.Word());
                return text.Text();
            default:
                return null;
        }
    }

    private long SizeOf(Unit unit)
    {
        if (unit.Ranges is not { } offset)
        {
            return Loaded(unit.Low, unit.Low + unit.Length);
        }

        var size = 0L;
        var start = unit.Low;
        var cursor = new DwarfCursor(ranges, isLittleEndian);
        cursor.GoTo(offset);
        while ((cursor.Address(unit.AddressSize), cursor.Address(unit.AddressSize)) is var (from, to) && (from, to) != (0, 0))
        {
            Spend();
            if (from == (unit.AddressSize == 8 ? ulong.MaxValue : uint.MaxValue))
            {
                start = to;
            }
            else
            {
                size += Loaded(unchecked(start + from), unchecked(start + to));
            }
        }

        return size;
    }

    /// <summary>What the linker left out has ranges too, at addresses where nothing lies.</summary>
    private long Loaded(ulong from, ulong to)
    {
        var loaded = 0L;
        foreach (var (first, last) in code)
        {
            var (start, end) = (Math.Max(from, first), Math.Min(to, last));
            loaded += end > start ? (long)(end - start) : 0;
        }

        return loaded;
    }

    private sealed class Unit(int addressSize)
    {
        private bool isLengthAddress;
        private ulong high;

        public int AddressSize { get; } = addressSize;

        public string Name { get; private set; } = "";

        public ulong Low { get; private set; }

        public ulong Length => isLengthAddress ? high - Math.Min(high, Low) : high;

        public ulong? Ranges { get; private set; }

        public void Take(DwarfAttribute attribute, DwarfForm form, object value)
        {
            switch (attribute, value)
            {
                case (DwarfAttribute.Name, string name):
                    Name = name;
                    break;
                case (DwarfAttribute.LowAddress, ulong low):
                    Low = low;
                    break;
                case (DwarfAttribute.HighAddress, ulong end):
                    (high, isLengthAddress) = (end, form == DwarfForm.Address);
                    break;
                case (DwarfAttribute.Ranges, ulong offset):
                    Ranges = offset;
                    break;
            }
        }
    }

    /// <summary>DWARF 4, figure 20.</summary>
    private enum DwarfAttribute : ulong
    {
        Name = 0x03,
        LowAddress = 0x11,
        HighAddress = 0x12,
        Ranges = 0x55,
    }

    /// <summary>DWARF 4, figure 21: those that the attributes of a unit have.</summary>
    private enum DwarfForm : ulong
    {
        Address = 0x01,
        Data2 = 0x05,
        Data4 = 0x06,
        Data8 = 0x07,
        Text = 0x08,
        Data1 = 0x0b,
        Flag = 0x0c,
        SignedData = 0x0d,
        TextOffset = 0x0e,
        UnsignedData = 0x0f,
        SectionOffset = 0x17,
        FlagPresent = 0x19,
    }
}
