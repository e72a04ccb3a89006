using OpenLinux.Oci.Naming;

namespace OpenLinux.Host.Reporting;

/// <summary>Something a run made, or found made.</summary>
/// <param name="Kind">What it is: decides where it stands in the summary.</param>
/// <param name="Name">A reference or a path, as people type it.</param>
/// <param name="Digest">What it is known by: of a file its own, of an image its ID or, where it was pushed, its manifest's.</param>
/// <param name="Size">In bytes: of a file its own, of an image what it takes unpacked; null where nobody knows.</param>
public sealed record Artifact(ArtifactKind Kind, string Name, OciDigest Digest, long? Size)
{
    /// <summary>What it is called besides.</summary>
    public IReadOnlyList<string> AlsoNamed { get; init; } = [];

    /// <summary>Null for what is of several.</summary>
    public string? Architecture { get; init; }
}

/// <summary>The last thing that a run can make first: it is what was asked for.</summary>
public enum ArtifactKind
{
    Pushed,
    Image,
    OciArchive,
    Report,
    Rootfs,
}
