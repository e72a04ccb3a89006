namespace OpenLinux.Common.Files;

/// <summary>File systems that take names for one which differ by case alone, as those of macOS and Windows usually do.</summary>
public static class CaseFolding
{
    /// <summary>Asks the file system by the folder's own name, and writes nothing.</summary>
    /// <param name="folder">One that is there; of another the nearest above it.</param>
    public static bool Of(string folder)
    {
        for (var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)); Path.GetDirectoryName(path) is { } parent; path = parent)
        {
            var name = Path.GetFileName(path);
            var other = Swapped(name);
            if (other != name && Directory.Exists(path))
            {
                return Path.Exists(Path.Combine(parent, other)) && !Directory.EnumerateFileSystemEntries(parent).Any(entry => Path.GetFileName(entry) == other);
            }
        }

        return false;
    }

    private static string Swapped(string name) =>
        string.Concat(name.Select(letter => char.IsAsciiLetterUpper(letter) ? char.ToLowerInvariant(letter) : char.IsAsciiLetterLower(letter) ? char.ToUpperInvariant(letter) : letter));
}
