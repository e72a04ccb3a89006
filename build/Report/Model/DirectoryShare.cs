using OpenLinux.Oci.Contents;

namespace OpenLinux.Report.Model;

/// <summary>What lies below one directory of the root.</summary>
/// <param name="Path">"/usr"; "/" for files of the root itself.</param>
public sealed record DirectoryShare(string Path, int Files, int Links, long SizeBytes)
{
    /// <returns>The largest first.</returns>
    public static IReadOnlyList<DirectoryShare> Of(RootfsListing rootfs) =>
    [
        .. rootfs.Files.Select(listed => listed.File).Where(file => file.Kind != ImageFileKind.Directory)
            .GroupBy(TopOf, StringComparer.Ordinal)
            .Select(group => new DirectoryShare(
                group.Key,
                group.Count(file => file.Kind == ImageFileKind.File),
                group.Count(file => file.Kind == ImageFileKind.Symlink),
                group.Sum(file => file.SizeBytes)))
            .OrderByDescending(share => share.SizeBytes).ThenBy(share => share.Path, StringComparer.Ordinal),
    ];

    private static string TopOf(ImageFile file) => file.Path.IndexOf('/', 1) is > 0 and var end ? file.Path[..end] : "/";
}
