namespace OpenLinux.Images.Contents;

/// <summary>What an image comes to: its files after all layers, and its configuration.</summary>
/// <param name="Name">What to call it: a tag, or a path.</param>
/// <param name="Files">In ordinal order of their paths.</param>
/// <param name="Config">Null for a root filesystem's tarball, which has none.</param>
public sealed record ImageContents(string Name, IReadOnlyList<ImageFile> Files, ImageFields? Config)
{
    public long SizeBytes => Files.Sum(file => file.SizeBytes);
}
