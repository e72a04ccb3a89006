namespace OpenLinux.Images.Contents;

/// <summary>Platforms as in "linux/arm64" or "linux/arm64/v8".</summary>
internal static class Platforms
{
    /// <summary>A variant that only one of them states makes no difference.</summary>
    public static bool AreSame(string left, string right) =>
        $"{left}/".StartsWith($"{right}/", StringComparison.Ordinal) || $"{right}/".StartsWith($"{left}/", StringComparison.Ordinal);
}
