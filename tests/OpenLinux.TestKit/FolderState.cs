namespace OpenLinux.TestKit;

/// <summary>What is in a folder, for who asserts that nothing of it was touched.</summary>
public static class FolderState
{
    /// <returns>Path, size and time of change of every file below it, in one order.</returns>
    public static IReadOnlyList<string> Of(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => $"{file} {new FileInfo(file).Length} {File.GetLastWriteTimeUtc(file).Ticks}")
            .Order(StringComparer.Ordinal),
    ];
}
