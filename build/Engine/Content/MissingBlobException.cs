using OpenLinux.Engine.Diagnostics;

namespace OpenLinux.Engine.Content;

/// <summary>A blob that a step needs is absent or was damaged. The engine makes it anew and tries again before anyone sees this.</summary>
public sealed class MissingBlobException(Digest digest, string subject) : BuildException(
    EngineErrors.ContentMissing,
    subject,
    $"blob {digest} is absent from the cache, or was damaged and has been dropped",
    "run the same command again: what made it runs anew")
{
    public Digest Digest { get; } = digest;
}
