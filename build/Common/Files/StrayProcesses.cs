using System.Diagnostics;
using System.Globalization;

namespace OpenLinux.Common.Files;

/// <summary>
/// Ends processes that outlived their parent and so left the tree that <see cref="Process.Kill(bool)"/> walks.
/// They are known by their working directory, which is a step's own.
/// </summary>
public static class StrayProcesses
{
    /// <summary>Ends every process whose working directory is <paramref name="folder"/> or below it. Does nothing where there is no /proc.</summary>
    public static void EndAllIn(string folder)
    {
        if (!OperatingSystem.IsLinux() || !Directory.Exists("/proc/self"))
        {
            return;
        }

        foreach (var entry in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(entry.AsSpan()), CultureInfo.InvariantCulture, out var id)
                && id != Environment.ProcessId
                && IsIn(folder, WorkingDirectoryOf(entry)))
            {
                End(id);
            }
        }
    }

    private static bool IsIn(string folder, string? path) =>
        path is not null
        && path.StartsWith(folder, StringComparison.Ordinal)
        && (path.Length == folder.Length || path[folder.Length] == '/');

    private static string? WorkingDirectoryOf(string process)
    {
        try
        {
            return new FileInfo($"{process}/cwd").LinkTarget;
        }
        catch (Exception fault) when (StorageFaults.IsFault(fault))
        {
            return null;
        }
    }

    private static void End(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
            process.WaitForExit(TimeSpan.FromSeconds(2));
        }
        catch (Exception ended) when (ended is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It ended by itself, or is another user's: then it is not one of ours.
        }
    }
}
