using OpenLinux.Engine.Content;

namespace OpenLinux.Papers.Bom;

/// <summary>A file or symbolic link of the root filesystem.</summary>
/// <param name="Path">Relative to the root: "bin/busybox".</param>
/// <param name="History">The steps that made it, first to last; one at least.</param>
public sealed record BomFile(string Path, TreeNode Node, IReadOnlyList<FileVersion> History)
{
    /// <summary>As it is called in the running system.</summary>
    public string FullPath => "/" + Path;
}
