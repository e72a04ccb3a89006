namespace OpenLinux.Images.Inspection;

/// <summary>What a root filesystem may be, so that a decompression bomb ends the inspection instead of the machine.</summary>
/// <param name="UncompressedBytes">Size of the whole tar.</param>
/// <param name="Paths">Entries and the directories they imply; each costs memory.</param>
/// <param name="MetadataBytes">Size of one pax header or GNU long name.</param>
/// <param name="FindingsPerCode">Findings told one by one; the rest is counted.</param>
public sealed record InspectionLimits(long UncompressedBytes, int Paths, int MetadataBytes, int FindingsPerCode)
{
    public static InspectionLimits Default { get; } = new(8L << 30, 500_000, 1 << 20, 20);
}
