using System.Text;
using OpenLinux.Archives.Pieces;
using OpenLinux.Archives.Tar;

namespace OpenLinux.Rootfs.Vetting;

/// <summary>The entries of a part of a tarball, and what is in their files: all that <see cref="InspectionWalk"/> judges.</summary>
internal sealed class InspectionPartScan(ScanPatterns patterns) : IPartScan
{
    private readonly FileScan scan = new(patterns);

    public byte[] Read(TarReader entries, CancellationToken cancellation)
    {
        using var found = new MemoryStream();
        using (var writer = new BinaryWriter(found, Encoding.UTF8, leaveOpen: true))
        {
            while (entries.Next() is { } entry)
            {
                cancellation.ThrowIfCancellationRequested();
                TarEntryRecord.Write(writer, entry);
                FileFactsRecord.Write(writer, entry.IsFile ? scan.Scan(entries) : FileFacts.None);
            }
        }

        return found.ToArray();
    }

    public static IEnumerable<(TarEntry Entry, FileFacts Facts)> Decode(ReadOnlyMemory<byte> part)
    {
        using var reader = new BinaryReader(new MemoryStream(part.ToArray()), Encoding.UTF8);
        while (reader.BaseStream.Position < reader.BaseStream.Length)
        {
            yield return (TarEntryRecord.Read(reader), FileFactsRecord.Read(reader));
        }
    }
}
