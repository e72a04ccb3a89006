using OpenLinux.Archives.Compression;

namespace OpenLinux.Archives.Tar;

/// <summary>Opens a tar by its first bytes; names and media types lie.</summary>
public static class TarSource
{
    /// <param name="stream">Can seek, and stands at the start.</param>
    /// <exception cref="ArchiveException">It is neither gzip nor zstd nor a tar.</exception>
    public static ITarSource Open(Stream stream)
    {
        var block = new byte[TarHeaderBlock.Size];
        var head = block.AsSpan(0, stream.ReadAtLeast(block, block.Length, throwOnEndOfStream: false));
        stream.Position = 0;
        return head switch
        {
            [] => throw ArchiveException.Truncated("the file is empty"),
            [0x1f] => throw ArchiveException.Truncated("the file ends after 1 byte, within the gzip magic"),
            [0x1f, 0x8b, ..] => new GzipReader(stream),
            [0x28, 0xb5, 0x2f, 0xfd, ..] => new ZstdReader(stream),
            _ when IsTar(block) => new PlainReader(stream),
            _ => throw ArchiveException.Corrupt($"the file is neither a tar nor one compressed with gzip or zstd: it starts like {SignatureName.Of(head)}"),
        };
    }

    /// <summary>An archive without entries starts with its end.</summary>
    private static bool IsTar(ReadOnlySpan<byte> block)
    {
        try
        {
            return !block.ContainsAnyExcept((byte)0) || TarHeader.Parse(block, 0) is not null;
        }
        catch (ArchiveException)
        {
            return false;
        }
    }
}
