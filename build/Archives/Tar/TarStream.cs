using OpenLinux.Archives.Compression;
using OpenLinux.Engine.Content;

namespace OpenLinux.Archives.Tar;

/// <summary>The bytes of a tar as they come out of its compression: counted, hashed and limited.</summary>
/// <param name="isHashed">False where nobody asks for the digest.</param>
internal sealed class TarStream(ITarSource source, ArchiveLimits limits, bool isHashed) : IDisposable
{
    private readonly RunningDigest digest = new();
    private readonly byte[] rest = new byte[64 * 1024];
    private long holes;

    /// <summary>Bytes read so far.</summary>
    public long Offset { get; private set; }

    /// <summary>The entry that is being read, for messages.</summary>
    public string Place { get; set; } = "the start";

    /// <summary>Whoever unpacks the archive writes the holes of its sparse files, so that they count like data.</summary>
    /// <param name="bytes">What an entry unpacks to beyond its data.</param>
    public void AddHoles(long bytes)
    {
        holes += Math.Clamp(bytes, 0, (long.MaxValue / 2) - holes);
        CheckSize();
    }

    /// <returns>False where it ends just here.</returns>
    public bool TryReadWhole(byte[] buffer, int count)
    {
        var read = ReadOrEnd(buffer, 0, count);
        for (var done = read; done > 0 && done < count;)
        {
            done += ReadSome(buffer, done, count - done);
        }

        return read > 0;
    }

    public void ReadWhole(byte[] buffer, int count)
    {
        for (var done = 0; done < count;)
        {
            done += ReadSome(buffer, done, count - done);
        }
    }

    /// <returns>How many bytes; one at least.</returns>
    /// <exception cref="ArchiveException">The archive ends here, is corrupt, or too large.</exception>
    public int ReadSome(byte[] buffer, int start, int count)
    {
        var read = ReadOrEnd(buffer, start, count);
        return read > 0
            ? read
            : throw Truncated();
    }

    /// <summary>That the archive ends here.</summary>
    public ArchiveException Truncated() =>
        ArchiveException.Truncated($"the tar stops at byte {Offset}, after {Place}, without the blocks that end it");

    /// <summary>What pads the archive to a record is zero.</summary>
    public void ReadToEnd()
    {
        int read;
        while ((read = ReadOrEnd(rest, 0, rest.Length)) > 0)
        {
            if (rest.AsSpan(0, read).ContainsAnyExcept((byte)0))
            {
                throw ArchiveException.Corrupt($"data after the end of the tar, before byte {Offset}");
            }
        }
    }

    /// <summary>At the end, and once: the digest of the whole uncompressed archive.</summary>
    public Digest TakeDigest() => digest.Take();

    public void Dispose()
    {
        digest.Dispose();
        (source as IDisposable)?.Dispose();
    }

    private int ReadOrEnd(byte[] buffer, int start, int count)
    {
        var read = source.Read(buffer, start, count);
        if (isHashed)
        {
            digest.Append(buffer.AsSpan(start, read));
        }

        Offset += read;
        CheckSize();
        return read;
    }

    private void CheckSize()
    {
        var unpacked = Offset + holes;
        if (limits.Bear(unpacked, source.CompressedBytes))
        {
            return;
        }

        var (expansion, most, _) = limits;
        if (most > 0 && unpacked > most)
        {
            throw ArchiveException.TooLarge($"it unpacks to more than {most} bytes, all that limits.unpacked_bytes allows; reached at {Place}");
        }

        throw ArchiveException.TooLarge(
            $"it is a bomb: its {source.CompressedBytes} bytes unpack to {unpacked} and more, over {expansion} times as many (limits.expansion); reached at {Place}");
    }
}
