using System.Security.Cryptography;
using OpenLinux.Images.Inspection;

namespace OpenLinux.Images.Archives;

/// <summary>
/// Reads a tar stream of anyone's making, entry by entry, in constant memory, to its very end. Our own, since
/// System.Formats.Tar takes any size that a header names for a long name or a pax header into memory, accepts an archive
/// that just stops, and cannot tell where in the archive something is wrong.
/// </summary>
internal sealed class TarReader(ITarSource source, InspectionLimits limits) : IDisposable
{
    private const int BlockSize = TarHeaderBlock.Size;

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] block = new byte[BlockSize];
    private readonly byte[] skipBuffer = new byte[64 * 1024];
    private long offset;
    private long remaining;
    private int padding;
    private string last = "the start";

    /// <summary>Bytes of the uncompressed archive read so far.</summary>
    public long Offset => offset;

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
            var start = offset;
            ReadWhole(block, BlockSize);
            if (IsZero(block))
            {
                ReadEnd();
                return null;
            }

            var entry = TarHeader.Parse(block, start);
            switch (entry.Type)
            {
                case TarEntryType.PaxExtended:
                    pax = PaxRecords.Parse(ReadMetadata(entry), start);
                    continue;
                case TarEntryType.PaxGlobal:
                    ReadMetadata(entry);
                    continue;
                case TarEntryType.GnuLongName:
                    longName = TarHeader.Text(ReadMetadata(entry));
                    continue;
                case TarEntryType.GnuLongLink:
                    longLink = TarHeader.Text(ReadMetadata(entry));
                    continue;
            }

            entry = entry with
            {
                Path = pax?.Path ?? longName ?? entry.Path,
                LinkTarget = pax?.LinkPath ?? longLink ?? entry.LinkTarget,
                SizeBytes = entry.SizeBytes == 0 && !entry.IsFile ? 0 : pax?.Size ?? entry.SizeBytes,
                Uid = pax?.Uid ?? entry.Uid,
                Gid = pax?.Gid ?? entry.Gid,
                Modified = pax?.Modified ?? entry.Modified,
            };
            SkipSparseMaps(entry);
            Begin(entry);
            return entry;
        }
    }

    /// <summary>Reads the current entry's data.</summary>
    /// <returns>How many bytes; 0 at its end.</returns>
    public int ReadData(byte[] buffer, int start, int count)
    {
        var wanted = (int)Math.Min(count, remaining);
        if (wanted == 0)
        {
            return 0;
        }

        var read = ReadSome(buffer, start, wanted);
        remaining -= read;
        return read;
    }

    /// <summary>Once <see cref="Next"/> has returned null: "sha256:" and the digest of the whole uncompressed archive.</summary>
    public string DiffId() => "sha256:" + Convert.ToHexStringLower(hash.GetHashAndReset());

    public void Dispose()
    {
        hash.Dispose();
        (source as IDisposable)?.Dispose();
    }

    private void Begin(TarEntry entry)
    {
        last = entry.Path;
        remaining = entry.SizeBytes;
        padding = TarHeaderBlock.Padding(entry.SizeBytes);
    }

    private byte[] ReadMetadata(TarEntry entry)
    {
        if (entry.SizeBytes > limits.MetadataBytes)
        {
            throw ArchiveException.TooLarge(
                $"a header of {entry.SizeBytes} bytes after {last}, where {limits.MetadataBytes} are allowed");
        }

        var data = new byte[entry.SizeBytes];
        ReadWhole(data, data.Length);
        padding = TarHeaderBlock.Padding(data.Length);
        return data;
    }

    /// <summary>Old GNU sparse files have blocks of extents between header and data, while a flag says so.</summary>
    private void SkipSparseMaps(TarEntry entry)
    {
        var flag = 482;
        while (entry.Type == TarEntryType.GnuSparse && block[flag] != 0)
        {
            ReadWhole(block, BlockSize);
            flag = 504;
        }
    }

    private void SkipData()
    {
        while (remaining > 0)
        {
            ReadData(skipBuffer, 0, skipBuffer.Length);
        }

        ReadWhole(skipBuffer, padding);
        padding = 0;
    }

    /// <summary>The end is two zero blocks; what pads them to a record is zero as well.</summary>
    private void ReadEnd()
    {
        ReadWhole(block, BlockSize);
        if (!IsZero(block))
        {
            throw ArchiveException.Corrupt($"a lone zero block before byte {offset - BlockSize} of the tar");
        }

        int read;
        while ((read = ReadOrEnd(skipBuffer, 0, skipBuffer.Length)) > 0)
        {
            if (!IsZero(skipBuffer.AsSpan(0, read)))
            {
                throw ArchiveException.Corrupt($"data after the end of the tar, before byte {offset}");
            }
        }
    }

    private void ReadWhole(byte[] buffer, int count)
    {
        for (var done = 0; done < count;)
        {
            done += ReadSome(buffer, done, count - done);
        }
    }

    private int ReadSome(byte[] buffer, int start, int count)
    {
        var read = ReadOrEnd(buffer, start, count);
        return read > 0
            ? read
            : throw ArchiveException.Truncated($"the tar stops at byte {offset}, after {last}, without the blocks that end it");
    }

    private int ReadOrEnd(byte[] buffer, int start, int count)
    {
        var read = source.Read(buffer, start, count);
        hash.AppendData(buffer, start, read);
        offset += read;
        return offset <= limits.UncompressedBytes
            ? read
            : throw ArchiveException.TooLarge($"more than {limits.UncompressedBytes} bytes when uncompressed; reached at {last}");
    }

    private static bool IsZero(ReadOnlySpan<byte> bytes) => !bytes.ContainsAnyExcept((byte)0);
}
