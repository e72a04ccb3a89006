using System.Text;

namespace OpenLinux.Userland.Origins;

/// <summary>
/// The absolute paths that debug information names (DWARF 2 to 5): of units, of the folders they were compiled in, and of the files and
/// folders in their line tables. In the tables of strings nothing else begins with a slash, since names of C do not.
/// </summary>
internal static class DebugPaths
{
    private const string Split = ".dwo";
    private const string LineTable = ".debug_line";

    private static readonly string[] StringTables = [".debug_str", ".debug_line_str"];

    /// <param name="file">Any file; one that is neither an ELF file nor an archive of such names nothing.</param>
    /// <returns>Each path once, with the archive's member that names it, or "".</returns>
    public static IEnumerable<(string Member, string Path)> In(ReadOnlyMemory<byte> file) =>
        ObjectFiles.In(file).SelectMany(found => Names(found.Content)
            .Where(name => name.StartsWith('/'))
            .Distinct()
            .Order(StringComparer.Ordinal)
            .Select(path => (found.Member, path)));

    private static IEnumerable<string> Names(ReadOnlyMemory<byte> file) =>
        ObjectSections.Of(file, IsWanted).SelectMany(section =>
            WithoutSplit(section.Name) == LineTable ? LineTables.NamesIn(section.Content, section.LittleEndian) : StringsIn(section.Content));

    private static bool IsWanted(string section) => WithoutSplit(section) is var name && (name == LineTable || StringTables.Contains(name));

    private static string WithoutSplit(string section) =>
        section.EndsWith(Split, StringComparison.Ordinal) ? section[..^Split.Length] : section;

    private static IEnumerable<string> StringsIn(byte[] table)
    {
        for (var at = 0; at < table.Length;)
        {
            var end = Array.IndexOf(table, (byte)0, at);
            end = end < 0 ? table.Length : end;
            if (table[at] == '/')
            {
                yield return Encoding.UTF8.GetString(table, at, end - at);
            }

            at = end + 1;
        }
    }
}
