using OpenLinux.Archives;
using OpenLinux.Archives.Tar;

namespace OpenLinux.Oci.Contents;

/// <summary>What a tar entry says of a path.</summary>
internal static class LayerEntry
{
    /// <returns>The parts of a path below the root; none for the root itself.</returns>
    /// <exception cref="ArchiveException">One of them is "..".</exception>
    public static string[] Names(string path)
    {
        var names = Array.FindAll(path.Split('/'), name => name is not ("" or "."));
        return Array.IndexOf(names, "..") < 0
            ? names
            : throw new ArchiveException(ArchiveErrors.PathEscapes, $"{path}: a path with \"..\" in it");
    }

    /// <param name="sha256">Of the entry's data; "" for all but files.</param>
    /// <returns>The file, without its path.</returns>
    /// <exception cref="ArchiveException">It is of a type that no root filesystem can hold.</exception>
    public static ImageFile FileOf(TarEntry entry, string sha256)
    {
        var kind = KindOf(entry);
        return new ImageFile("", kind, entry.Mode, entry.Uid, entry.Gid, entry.Modified)
        {
            SizeBytes = entry.SizeBytes,
            Sha256 = sha256,
            LinkTarget = kind == ImageFileKind.Symlink ? entry.LinkTarget : "",
        };
    }

    private static ImageFileKind KindOf(TarEntry entry) => entry.Type switch
    {
        _ when entry.IsFile => ImageFileKind.File,
        TarEntryType.Directory => ImageFileKind.Directory,
        TarEntryType.Symlink => ImageFileKind.Symlink,
        TarEntryType.CharacterDevice => ImageFileKind.CharacterDevice,
        TarEntryType.BlockDevice => ImageFileKind.BlockDevice,
        TarEntryType.Fifo => ImageFileKind.Fifo,
        _ => throw ArchiveException.Corrupt($"{entry.Path} is of a type ({(byte)entry.Type}) that no root filesystem can hold"),
    };
}
