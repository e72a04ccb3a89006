using OpenLinux.Archives.Compression;
using OpenLinux.Engine.Content;

namespace OpenLinux.Archives.Tar;

/// <summary>
/// Reads a tar stream of anyone's making, entry by entry, in constant memory, to its very end. Our own, since
/// System.Formats.Tar takes any size that a header names for a long name or a pax header into memory, accepts an archive
/// that just stops, and cannot tell where in the archive something is wrong.
/// </summary>
public sealed class TarReader : IDisposable
{
    private const int BlockSize = TarHeaderBlock.Size;

    private readonly TarStream stream;
    private readonly bool isPart;
    private readonly byte[] block = new byte[BlockSize];
    private readonly byte[] skipBuffer = new byte[64 * 1024];
    private SparseFile? sparse;
    private long remaining;
    private int padding;
    private bool hasGlobalCapabilities;

    public TarReader(ITarSource source, ArchiveLimits limits)
        : this(source, limits, isPart: false)
    {
    }

    private TarReader(ITarSource source, ArchiveLimits limits, bool isPart)
    {
        stream = new TarStream(source, limits, isHashed: !isPart);
        this.isPart = isPart;
    }

    /// <summary>Bytes of the uncompressed archive read so far.</summary>
    public long Offset => stream.Offset;

    /// <summary>
    /// Reads some whole entries out of the middle of an archive, and ends where they end. What tells of entries in other parts is refused, and
    /// what unpacks to more than it holds.
    /// </summary>
    internal static TarReader OfPart(ITarSource source, ArchiveLimits limits) => new(source, limits, isPart: true);

    /// <summary>The next entry, or null at the end of the archive. What is left of the previous one's data is passed over.</summary>
    /// <exception cref="ArchiveException">Truncated, corrupt or beyond the limits.</exception>
    public TarEntry? Next()
    {
        string? longName = null;
        string? longLink = null;
        PaxRecords? pax = null;
        while (true)
        {
            SkipData();
            var start = stream.Offset;
            if (!stream.TryReadWhole(block, BlockSize))
            {
                return isPart && pax is null && longName is null && longLink is null ? null : throw stream.Truncated();
            }

            if (IsZero(block))
            {
                ReadEnd();
                return null;
            }

            var entry = TarHeader.Parse(block, start);
            switch (entry.Type)
            {
                case TarEntryType.PaxExtended:
                    pax = pax is null ? PaxRecords.Parse(ReadMetadata(entry), start) : throw Ambiguous("two pax headers for one entry", start);
                    continue;
                case TarEntryType.PaxGlobal:
                    ReadGlobal(PaxRecords.Parse(ReadMetadata(entry), start), start);
                    continue;
                case TarEntryType.GnuLongName:
                    longName = TarHeader.Text(ReadMetadata(entry));
                    continue;
                case TarEntryType.GnuLongLink:
                    longLink = TarHeader.Text(ReadMetadata(entry));
                    continue;
            }

            if ((pax?.Path is not null && longName is not null) || (pax?.LinkPath is not null && longLink is not null))
            {
                throw Ambiguous("a pax header and a GNU long name for one entry", start);
            }

            var size = entry.SizeBytes == 0 && !entry.IsFile ? 0 : pax?.Size ?? entry.SizeBytes;
            entry = entry with
            {
                Path = pax?.Path ?? longName ?? entry.Path,
                LinkTarget = pax?.LinkPath ?? longLink ?? entry.LinkTarget,
                SizeBytes = size,
                UnpackedBytes = entry.Type == TarEntryType.GnuSparse ? entry.UnpackedBytes : pax?.UnpackedBytes ?? size,
                HasCapabilities = hasGlobalCapabilities || pax is { HasCapabilities: true },
                Uid = pax?.Uid ?? entry.Uid,
                Gid = pax?.Gid ?? entry.Gid,
                Modified = pax?.Modified ?? entry.Modified,
            };
            Begin(entry, pax, start);
            return entry;
        }
    }

    /// <summary>Reads the current entry's content, holes as zeros.</summary>
    /// <returns>How many bytes; 0 at its end.</returns>
    public int ReadData(byte[] buffer, int start, int count) =>
        sparse is null ? ReadStored(buffer, start, count) : sparse.Read(buffer, start, count, ReadStored);

    /// <summary>When <see cref="Next"/> has returned null, and once: the digest of the whole uncompressed archive.</summary>
    public Digest TakeDigest() => stream.TakeDigest();

    public void Dispose() => stream.Dispose();

    private void Begin(TarEntry entry, PaxRecords? pax, long start)
    {
        stream.Place = entry.Path;
        stream.AddHoles(entry.UnpackedBytes - entry.SizeBytes);
        RefuseInPart(entry.UnpackedBytes != entry.SizeBytes, start);
        var extents = entry.Type == TarEntryType.GnuSparse ? SparseMaps.OldGnu(block, start, () => stream.ReadWhole(block, BlockSize))
            : pax?.SparseMap is { } map ? SparseMaps.Pax(map, start)
            : null;
        remaining = entry.SizeBytes;
        padding = TarHeaderBlock.Padding(entry.SizeBytes);
        if (pax is { HasSparseMapInData: true })
        {
            extents = SparseMaps.PaxInData(() => ReadMapBlock(entry.Path), start);
        }

        sparse = extents is null ? null : new SparseFile(extents, entry.UnpackedBytes, remaining, entry.Path);
    }

    private byte[] ReadMapBlock(string path)
    {
        if (remaining < BlockSize)
        {
            throw ArchiveException.Corrupt($"the sparse map of {path} has no end");
        }

        stream.ReadWhole(block, BlockSize);
        remaining -= BlockSize;
        return block;
    }

    private int ReadStored(byte[] buffer, int start, int count)
    {
        var wanted = (int)Math.Min(count, remaining);
        if (wanted == 0)
        {
            return 0;
        }

        var read = stream.ReadSome(buffer, start, wanted);
        remaining -= read;
        return read;
    }

    private byte[] ReadMetadata(TarEntry entry)
    {
        if (entry.SizeBytes > ArchiveLimits.MetadataBytes)
        {
            throw ArchiveException.TooLarge(
                $"a header of {entry.SizeBytes} bytes after {stream.Place}, where {ArchiveLimits.MetadataBytes} are allowed");
        }

        var data = new byte[entry.SizeBytes];
        stream.ReadWhole(data, data.Length);
        padding = TarHeaderBlock.Padding(data.Length);
        return data;
    }

    private void ReadGlobal(PaxRecords records, long start)
    {
        if (records.ChangeEntries)
        {
            throw Ambiguous("a pax header for all entries that names or sizes them", start);
        }

        RefuseInPart(isRefused: true, start);
        hasGlobalCapabilities |= records.HasCapabilities;
    }

    /// <summary>GNU tar and Go's archive/tar, which is Docker's, unpack such an archive to different files: no one reading of it is right.</summary>
    private static ArchiveException Ambiguous(string what, long start) =>
        ArchiveException.Corrupt($"{what}, at byte {start} of the tar: programs differ in which they heed");

    private void SkipData()
    {
        while (remaining > 0)
        {
            ReadStored(skipBuffer, 0, skipBuffer.Length);
        }

        stream.ReadWhole(skipBuffer, padding);
        padding = 0;
    }

    /// <summary>The end is two zero blocks.</summary>
    private void ReadEnd()
    {
        RefuseInPart(isRefused: true, stream.Offset);
        stream.ReadWhole(block, BlockSize);
        if (!IsZero(block))
        {
            throw ArchiveException.Corrupt($"a lone zero block before byte {stream.Offset - BlockSize} of the tar");
        }

        stream.ReadToEnd();
    }

    private void RefuseInPart(bool isRefused, long start)
    {
        if (isPart && isRefused)
        {
            throw ArchiveException.Corrupt($"no such thing is packed, at byte {start}");
        }
    }

    private static bool IsZero(ReadOnlySpan<byte> bytes) => !bytes.ContainsAnyExcept((byte)0);
}
