using System.Text;
using OpenLinux.Configuration.Problems;

namespace OpenLinux.Configuration.Toml;

/// <summary>Reads whole TOML files, which are UTF-8 by definition; cheaper at start than a reader that detects encodings.</summary>
public static class TomlFile
{
    /// <returns>The root table, or null where the file is not TOML; then the problems say why.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static TomlTable? Read(string path, ConfigurationProblems problems)
    {
        var bytes = File.ReadAllBytes(path);
        var start = bytes is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0;
        return TomlReader.Read(Path.GetFullPath(path), Encoding.UTF8.GetString(bytes, start, bytes.Length - start), problems);
    }
}
