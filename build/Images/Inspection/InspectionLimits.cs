using OpenLinux.Configuration;

namespace OpenLinux.Images.Inspection;

/// <summary>What an inspection bears, so that a decompression bomb ends it instead of the machine.</summary>
/// <param name="Vetting">The configured ones.</param>
/// <param name="MetadataBytes">Size of one pax header or GNU long name.</param>
/// <param name="FindingsPerCode">Findings told one by one; the rest is counted.</param>
public sealed record InspectionLimits(VettingLimits Vetting, int MetadataBytes, int FindingsPerCode)
{
    /// <summary>Up to so many bytes nothing is a bomb, however small it was.</summary>
    public const long Harmless = 256L << 20;

    private const int BytesPerPath = 512;

    /// <summary>How many paths the configured memory holds, where they are counted and not weighed.</summary>
    public int Paths => (int)Math.Min(int.MaxValue, Vetting.IndexBytes / BytesPerPath);

    public static InspectionLimits Default { get; } = Of(VettingLimits.Default);

    public static InspectionLimits Of(VettingLimits vetting) => new(vetting, 1 << 20, 20);
}
