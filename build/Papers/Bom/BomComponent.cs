using OpenLinux.Engine.Content;
using OpenLinux.Engine.Provenance;

namespace OpenLinux.Papers.Bom;

/// <param name="Files">What it put into the root filesystem, in ordinal order.</param>
/// <param name="IsPart">Whether it is in the product: by a file, or linked into one. Headers that were only read are not.</param>
public sealed record BomComponent(ComponentEntry Entry, IReadOnlyList<BomFile> Files, bool IsPart);

/// <summary>A file or symbolic link of the root filesystem.</summary>
/// <param name="Path">Relative to the root: "bin/busybox".</param>
/// <param name="History">The steps that made it, first to last; one at least.</param>
public sealed record BomFile(string Path, TreeNode Node, IReadOnlyList<FileVersion> History)
{
    /// <summary>As it is called in the running system.</summary>
    public string FullPath => "/" + Path;
}

public enum ComponentKind
{
    Library,
    Program,

    /// <summary>Configuration and data, which nothing links.</summary>
    Files,
}

/// <param name="Component">The name of what is linked or read.</param>
/// <param name="IsStatic">Whether its code becomes part of the other; else it was there while that was built, as headers are.</param>
public sealed record ComponentLink(string Component, bool IsStatic);

/// <summary>A file as one step left it.</summary>
public sealed record FileVersion(StepReference Step, TreeNode Node);
