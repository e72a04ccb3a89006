namespace OpenLinux.Configuration;

/// <summary>What an inspection bears, so that a bomb ends it instead of the machine.</summary>
/// <param name="Expansion">How many times its own size a tarball may unpack to, holes of sparse files included.</param>
/// <param name="UnpackedBytes">How much it may unpack to, in bytes; 0 for any amount.</param>
/// <param name="IndexBytes">Memory for its paths, in bytes.</param>
public sealed record VettingLimits(long Expansion, long UnpackedBytes, long IndexBytes)
{
    public static VettingLimits Default { get; } = new(50, 0, 256L << 20);
}
