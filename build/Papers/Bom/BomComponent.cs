namespace OpenLinux.Papers.Bom;

/// <param name="Files">What it put into the root filesystem, in ordinal order.</param>
/// <param name="IsPart">Whether it is in the product: by a file, or linked into one. Headers that were only read are not.</param>
public sealed record BomComponent(ComponentEntry Entry, IReadOnlyList<BomFile> Files, bool IsPart);
