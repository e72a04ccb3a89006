namespace OpenLinux.Archives.Tar;

/// <summary>An entry among what is kept of a part.</summary>
public static class TarEntryRecord
{
    public static void Write(BinaryWriter writer, TarEntry entry)
    {
        WriteName(writer, entry.Path);
        writer.Write((byte)entry.Type);
        writer.Write7BitEncodedInt(entry.Mode);
        writer.Write7BitEncodedInt64(entry.SizeBytes);
        WriteName(writer, entry.LinkTarget);
        writer.Write7BitEncodedInt64(entry.UnpackedBytes);
        writer.Write7BitEncodedInt64(entry.Uid);
        writer.Write7BitEncodedInt64(entry.Gid);
        writer.Write7BitEncodedInt64(entry.Modified);
        writer.Write(entry.HasCapabilities);
    }

    public static TarEntry Read(BinaryReader reader) =>
        new(ReadName(reader), (TarEntryType)reader.ReadByte(), reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt64(), ReadName(reader))
        {
            UnpackedBytes = reader.Read7BitEncodedInt64(),
            Uid = reader.Read7BitEncodedInt64(),
            Gid = reader.Read7BitEncodedInt64(),
            Modified = reader.Read7BitEncodedInt64(),
            HasCapabilities = reader.ReadBoolean(),
        };

    /// <summary>Character by character: lone surrogates among them stand for bytes, see <see cref="TarNames"/>, and have no UTF-8.</summary>
    private static void WriteName(BinaryWriter writer, string name)
    {
        writer.Write7BitEncodedInt(name.Length);
        foreach (var character in name)
        {
            writer.Write7BitEncodedInt(character);
        }
    }

    private static string ReadName(BinaryReader reader) => string.Create(reader.Read7BitEncodedInt(), reader, static (name, from) =>
    {
        for (var index = 0; index < name.Length; index++)
        {
            name[index] = (char)from.Read7BitEncodedInt();
        }
    });
}
