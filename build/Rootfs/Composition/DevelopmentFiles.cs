namespace OpenLinux.Rootfs.Composition;

/// <summary>What only a compiler or linker reads: headers, static libraries, objects, and what describes them to build systems.</summary>
public static class DevelopmentFiles
{
    private static readonly string[] HeaderFolders = ["usr/include/", "usr/local/include/", "include/"];
    private static readonly string[] LibraryFolders = ["usr/lib/", "usr/local/lib/", "lib/"];
    private static readonly string[] LibrarySuffixes = [".a", ".o", ".la", ".pc", ".specs"];

    public static bool Contains(string path) =>
        StartsWithAny(path, HeaderFolders)
        || Array.Exists(HeaderFolders, folder => path.AsSpan().SequenceEqual(folder.AsSpan(0, folder.Length - 1)))
        || (StartsWithAny(path, LibraryFolders) && Array.Exists(LibrarySuffixes, suffix => path.EndsWith(suffix, StringComparison.Ordinal)));

    private static bool StartsWithAny(string path, string[] prefixes) =>
        Array.Exists(prefixes, prefix => path.StartsWith(prefix, StringComparison.Ordinal));
}
