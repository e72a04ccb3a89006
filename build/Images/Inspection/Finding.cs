using OpenLinux.Engine.Diagnostics;

namespace OpenLinux.Images.Inspection;

/// <summary>Something about a rootfs tarball that a user should know.</summary>
/// <param name="Path">The path in the root filesystem, absolute, or the tarball's own.</param>
public sealed record Finding(ErrorCode Code, string Path, string Cause, string Fix, Severity Severity)
{
    public override string ToString() => $"{Code.Id}: {Code.Title}: {Path}: {Cause}";
}
