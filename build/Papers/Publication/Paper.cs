using OpenLinux.Engine.Content;

namespace OpenLinux.Papers.Publication;

/// <summary>A paper that has been written.</summary>
/// <param name="Path">Where it lies beside the root filesystem's tarball.</param>
public sealed record Paper(PaperKind Kind, string Path, Digest Content)
{
    public string FileName => System.IO.Path.GetFileName(Path);
}
