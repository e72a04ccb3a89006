namespace OpenLinux.Common.Files;

/// <summary>
/// Files that are written beside their place and renamed to it when they are whole. Those of a process that was killed meanwhile are known
/// by their names.
/// </summary>
public static class Drafts
{
    private const int NumberLength = 32;

    /// <summary>Where nothing is yet.</summary>
    public static string Beside(string path) => Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{Guid.NewGuid():n}");

    /// <summary>Call it where nobody else writes to that folder, or does as well without what he writes.</summary>
    public static void RemoveIn(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (var path in Directory.EnumerateFiles(folder, ".*", new EnumerationOptions { AttributesToSkip = 0 }).Where(path => IsDraft(Path.GetFileName(path.AsSpan()))))
        {
            try
            {
                File.Delete(path);
            }
            catch (Exception fault) when (StorageFaults.IsFault(fault))
            {
                // It takes room and does no harm.
            }
        }
    }

    private static bool IsDraft(ReadOnlySpan<char> name) =>
        name.Length > NumberLength + 2
        && name[^(NumberLength + 1)] == '.'
        && Guid.TryParseExact(name[^NumberLength..], "n", out _);
}
