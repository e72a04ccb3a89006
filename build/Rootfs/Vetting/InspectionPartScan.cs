using OpenLinux.Archives.Pieces;
using OpenLinux.Archives.Tar;

namespace OpenLinux.Rootfs.Vetting;

/// <summary>The entries of a part of a tarball, and what is in their files: all that <see cref="InspectionWalk"/> judges.</summary>
internal sealed class InspectionPartScan(ScanPatterns patterns) : IPartScan
{
    private readonly FileScan scan = new(patterns);

    public byte[] Read(TarReader entries, CancellationToken cancellation) => PartRecord.Write(
        entries,
        (writer, entry) => FileFactsRecord.Write(writer, entry.IsFile ? scan.Scan(entries) : FileFacts.None),
        cancellation);

    public static IEnumerable<(TarEntry Entry, FileFacts Facts)> Decode(ReadOnlyMemory<byte> part) =>
        PartRecord.Read(part, static (reader, _) => FileFactsRecord.Read(reader));
}
