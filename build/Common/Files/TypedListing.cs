namespace OpenLinux.Common.Files;

/// <summary>A folder's entries with their kinds, of which the file system tells most without a look at each (readdir(3), <c>d_type</c>).</summary>
public static class TypedListing
{
    private const byte Directory = 4;
    private const byte Regular = 8;
    private const byte Symlink = 10;

    /// <returns>Names, in no order; one that is not UTF-8 has U+FFFD in it. Linux alone.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IReadOnlyList<(string Name, FileKind Kind)> Of(string folder)
    {
        var entries = new List<(string, FileKind)>();
        foreach (var (bytes, type) in LinuxNames.WithTypes(folder))
        {
            var name = System.Text.Encoding.UTF8.GetString(bytes);
            if (name is not ("." or ".."))
            {
                entries.Add((name, KindOf(folder, name, type)));
            }
        }

        return entries;
    }

    private static FileKind KindOf(string folder, string name, byte type) => type switch
    {
        Directory => FileKind.Directory,
        Regular => FileKind.File,
        Symlink => FileKind.Symlink,
        0 => FileStatus.OfLink($"{folder}/{name}")?.Kind ?? FileKind.Other,
        _ => FileKind.Other,
    };
}
