namespace OpenLinux.Images.Contents;

/// <summary>An image that a store offers.</summary>
/// <param name="Platform">"linux/amd64".</param>
internal sealed record ImageCandidate(string Platform, Func<StoredImage> Open);
