using System.Text;
using OpenLinux.Archives.Tar;

namespace OpenLinux.Archives.Pieces;

/// <summary>What is kept of a part: each of its entries, and behind it what a scan found in that.</summary>
public static class PartRecord
{
    /// <param name="writeFound">Reads the entry's content, and writes what is in it.</param>
    public static byte[] Write(TarReader entries, Action<BinaryWriter, TarEntry> writeFound, CancellationToken cancellation)
    {
        using var record = new MemoryStream();
        using (var writer = new BinaryWriter(record, Encoding.UTF8, leaveOpen: true))
        {
            while (entries.Next() is { } entry)
            {
                cancellation.ThrowIfCancellationRequested();
                TarEntryRecord.Write(writer, entry);
                writeFound(writer, entry);
            }
        }

        return record.ToArray();
    }

    /// <param name="readFound">Reads what was written of the entry.</param>
    public static IEnumerable<(TarEntry Entry, T Found)> Read<T>(ReadOnlyMemory<byte> part, Func<BinaryReader, TarEntry, T> readFound)
    {
        using var reader = new BinaryReader(new MemoryStream(part.ToArray()), Encoding.UTF8);
        while (reader.BaseStream.Position < reader.BaseStream.Length)
        {
            var entry = TarEntryRecord.Read(reader);
            yield return (entry, readFound(reader, entry));
        }
    }
}
