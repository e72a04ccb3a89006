using OpenLinux.Rootfs.Elf;

namespace OpenLinux.Rootfs.Vetting;

/// <summary>A file's facts among what is kept of a part of a tarball. Who changes this raises <see cref="FileScan.Version"/>.</summary>
internal static class FileFactsRecord
{
    private const byte None = 0;
    private const byte Some = 1;

    public static void Write(BinaryWriter writer, FileFacts facts)
    {
        if (facts.AreNone)
        {
            writer.Write(None);
            return;
        }

        writer.Write(Some);
        writer.Write(facts.IsMalformed);
        WriteAll(writer, facts.Secrets, secret =>
        {
            writer.Write7BitEncodedInt(secret.Pattern);
            writer.Write7BitEncodedInt64(secret.Offset);
        });
        writer.Write(facts.Program is not null);
        if (facts.Program is { } program)
        {
            WriteProgram(writer, program);
        }
    }

    public static FileFacts Read(BinaryReader reader) => reader.ReadByte() == None ? FileFacts.None : new FileFacts
    {
        IsMalformed = reader.ReadBoolean(),
        Secrets = ReadAll(reader, () => (reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt64())),
        Program = reader.ReadBoolean() ? ReadProgram(reader) : null,
    };

    private static void WriteProgram(BinaryWriter writer, ProgramFacts program)
    {
        WriteElf(writer, program.Elf);
        writer.Write(program.NamesStackCheck);
        writer.Write(program.NamesChecked);
        writer.Write(program.NamesUnchecked);
        writer.Write(program.BuildPath is not null);
        if (program.BuildPath is { } path)
        {
            writer.Write(path.Text);
            writer.Write7BitEncodedInt64(path.Offset);
        }

        WriteAll(writer, program.Folders, mention =>
        {
            writer.Write(mention.Folder);
            writer.Write7BitEncodedInt64(mention.Offset);
        });
    }

    private static ProgramFacts ReadProgram(BinaryReader reader) => new(
        ReadElf(reader),
        reader.ReadBoolean(),
        reader.ReadBoolean(),
        reader.ReadBoolean(),
        reader.ReadBoolean() ? (reader.ReadString(), reader.Read7BitEncodedInt64()) : null,
        ReadAll(reader, () => (reader.ReadString(), reader.Read7BitEncodedInt64())));

    private static void WriteElf(BinaryWriter writer, ElfFacts elf)
    {
        var header = elf.Header;
        writer.Write7BitEncodedInt(header.Class);
        writer.Write(header.LittleEndian);
        writer.Write7BitEncodedInt(header.Type);
        writer.Write7BitEncodedInt(header.Machine);
        WriteTable(writer, header.Segments);
        WriteTable(writer, header.Sections);
        WriteText(writer, elf.Fault);
        WriteText(writer, elf.Interpreter);
        writer.Write7BitEncodedInt(elf.Needed);
        writer.Write(elf.HasDynamicSection);
        writer.Write(elf.BindsNow);
        writer.Write(elf.HasTextRelocations);
        writer.Write(elf.HasRelro);
        writer.Write(elf.StatesStack);
        writer.Write(elf.HasExecutableStack);
        writer.Write(elf.HasWritableCode);
        writer.Write(elf.HasSymbols);
    }

    private static ElfFacts ReadElf(BinaryReader reader)
    {
        var header = new ElfHeader(
            reader.Read7BitEncodedInt(), reader.ReadBoolean(), reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt(), ReadTable(reader), ReadTable(reader));
        return new ElfFacts(header, ReadText(reader))
        {
            Interpreter = ReadText(reader),
            Needed = reader.Read7BitEncodedInt(),
            HasDynamicSection = reader.ReadBoolean(),
            BindsNow = reader.ReadBoolean(),
            HasTextRelocations = reader.ReadBoolean(),
            HasRelro = reader.ReadBoolean(),
            StatesStack = reader.ReadBoolean(),
            HasExecutableStack = reader.ReadBoolean(),
            HasWritableCode = reader.ReadBoolean(),
            HasSymbols = reader.ReadBoolean(),
        };
    }

    private static void WriteTable(BinaryWriter writer, ElfTable table)
    {
        writer.Write(table.Offset);
        writer.Write7BitEncodedInt(table.EntrySize);
        writer.Write7BitEncodedInt(table.Count);
    }

    private static ElfTable ReadTable(BinaryReader reader) => new(reader.ReadUInt64(), reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt());

    private static void WriteText(BinaryWriter writer, string? text)
    {
        writer.Write(text is not null);
        if (text is not null)
        {
            writer.Write(text);
        }
    }

    private static string? ReadText(BinaryReader reader) => reader.ReadBoolean() ? reader.ReadString() : null;

    private static void WriteAll<T>(BinaryWriter writer, IReadOnlyList<T> all, Action<T> write)
    {
        writer.Write7BitEncodedInt(all.Count);
        foreach (var one in all)
        {
            write(one);
        }
    }

    private static T[] ReadAll<T>(BinaryReader reader, Func<T> read)
    {
        var all = new T[reader.Read7BitEncodedInt()];
        for (var index = 0; index < all.Length; index++)
        {
            all[index] = read();
        }

        return all;
    }
}
