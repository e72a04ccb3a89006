using OpenLinux.Common.Errors;

namespace OpenLinux.Rootfs.Vetting;

/// <summary>Something about a rootfs tarball that a user should know.</summary>
/// <param name="Path">The path in the root filesystem, absolute, or the tarball's own.</param>
public sealed record Finding(ErrorCode Code, string Path, string Cause, string Fix, Severity Severity)
{
    /// <summary>The component that gives the path; null where nobody knows, as for tarballs of others.</summary>
    public string? Component { get; init; }

    /// <summary>The key in <c>config/vetting.toml</c> of the rule that is broken; null for what no policy allows.</summary>
    public string? Rule { get; init; }

    /// <summary>As in "/bin/su (busybox)".</summary>
    public string Subject => Component is null ? Path : $"{Path} ({Component})";

    /// <summary>As in "its mode is 4755 [vetting.setuid]".</summary>
    public string Reason => Rule is null ? Cause : $"{Cause} [vetting.{Rule}]";

    public override string ToString() => $"{Code.Id}: {Code.Title}: {Subject}: {Reason}";
}

/// <summary>Whether a finding keeps the rootfs from becoming an image.</summary>
public enum Severity
{
    /// <summary>Told in verbose output alone: something that cannot be judged.</summary>
    Note,
    Warning,
    Error,
}
