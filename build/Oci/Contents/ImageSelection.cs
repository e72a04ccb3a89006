using OpenLinux.Archives;

namespace OpenLinux.Oci.Contents;

/// <summary>Picks the image that is meant out of those that a store offers.</summary>
internal static class ImageSelection
{
    /// <param name="platform">Decides between several; a single image is taken whatever it is for.</param>
    /// <exception cref="ArchiveException">None of several is for the platform, or more than one is (<c>OL542</c>).</exception>
    public static StoredImage Select(IReadOnlyList<ImageCandidate> candidates, string platform)
    {
        if (candidates is [var only])
        {
            return only.Open();
        }

        return candidates.Where(candidate => Platforms.AreSame(candidate.Platform, platform)).ToList() switch
        {
            [var one] => one.Open(),
            [] => throw Wrong($"it holds none for {platform}, but {Listed(candidates)}"),
            var several => throw Wrong($"it holds {several.Count} for {platform}"),
        };
    }

    private static string Listed(IReadOnlyList<ImageCandidate> candidates) =>
        candidates.Count == 0 ? "no image at all" : string.Join(", ", candidates.Select(candidate => candidate.Platform));

    private static ArchiveException Wrong(string cause) => new(OciErrors.NoSuchPlatform, cause);
}

/// <summary>An image that a store offers.</summary>
/// <param name="Platform">"linux/amd64".</param>
internal sealed record ImageCandidate(string Platform, Func<StoredImage> Open);

/// <summary>Platforms as in "linux/arm64" or "linux/arm64/v8".</summary>
internal static class Platforms
{
    /// <summary>A variant that only one of them states makes no difference.</summary>
    public static bool AreSame(string left, string right) =>
        $"{left}/".StartsWith($"{right}/", StringComparison.Ordinal) || $"{right}/".StartsWith($"{left}/", StringComparison.Ordinal);
}
