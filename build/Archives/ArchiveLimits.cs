namespace OpenLinux.Archives;

/// <summary>What reading an archive bears, so that a decompression bomb ends the reading instead of the machine.</summary>
/// <param name="Expansion">How many times its own size it may unpack to, holes of sparse files included.</param>
/// <param name="UnpackedBytes">How much it may unpack to, in bytes; 0 for any amount.</param>
/// <param name="IndexBytes">Memory for its paths, in bytes.</param>
public sealed record ArchiveLimits(long Expansion, long UnpackedBytes, long IndexBytes)
{
    /// <summary>Up to so many bytes nothing is a bomb, however small it was.</summary>
    public const long Harmless = 256L << 20;

    /// <summary>Size of one pax header or GNU long name.</summary>
    public const int MetadataBytes = 1 << 20;

    private const int BytesPerPath = 512;

    public static ArchiveLimits Default { get; } = new(50, 0, 256L << 20);

    /// <param name="unpacked">Bytes that it unpacks to.</param>
    /// <param name="archive">Its own size in bytes.</param>
    public bool Bear(long unpacked, long archive) =>
        (UnpackedBytes <= 0 || unpacked <= UnpackedBytes) && (unpacked <= Harmless || unpacked / Expansion < archive);

    /// <summary>How many paths the memory holds, where they are counted and not weighed.</summary>
    public int CountOfPaths() => (int)Math.Min(int.MaxValue, IndexBytes / BytesPerPath);
}
