using OpenLinux.Common.Errors;
using OpenLinux.Common.Files;
using OpenLinux.Engine.Content;

namespace OpenLinux.Rootfs.Packing;

/// <summary>
/// What the repository lays into the root. Git carries of a mode whether a file can be executed; the rest is what the umask of a
/// checkout leaves of 0666 and 0777, the same for all that it holds. A mode that says more would be another one in each clone.
/// </summary>
public static class RootfsFolder
{
    private const int AllMayRead = 0b110_110_110;
    private const int AllMayAll = 0b111_111_111;
    private const int OwnerExecutes = 0b001_000_000;

    /// <summary>Setuid and setgid count for files alone: directories inherit setgid from where a checkout lies.</summary>
    private const int CountsForFile = 0b111_111_111_111 & ~GroupWrites;
    private const int CountsForDirectory = 0b001_111_111_111 & ~GroupWrites;

    /// <summary>Who changes their umask between 002 and 022 means nothing by it, and the image has no group but root's.</summary>
    private const int GroupWrites = 0b000_010_000;

    /// <param name="folder">src/rootfs.</param>
    /// <exception cref="BuildException">A mode says more than Git carries (<c>OL423</c>); all of them are told at once.</exception>
    public static FileTree Read(string folder, IFileDigester digester)
    {
        if (!OperatingSystem.IsWindows() && Directory.Exists(folder))
        {
            Check(folder);
        }

        return digester.TreeOf(folder);
    }

    private static void Check(string folder)
    {
        var granted = FileStatus.Of(folder)!.Value.Mode & AllMayAll;
        var said = Directory.EnumerateFileSystemEntries(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .AsParallel()
            .Select(path => Difference(path, granted) is { } difference ? $"{Path.GetRelativePath(folder, path)} {difference}" : null)
            .OfType<string>()
            .Order(StringComparer.Ordinal)
            .ToList();
        if (said.Count > 0)
        {
            throw new BuildException(
                RootfsErrors.ModeNotCarried,
                folder,
                $"{string.Join('\n', said)}\nGit carries no such mode, so that another clone would make another image.",
                "chmod what is named to the mode it should have, as above: in the image it is 0644, or 0755 if it can be executed. "
                + "Declare a directory's mode under [rootfs.directories] in config/openlinux.toml: \"/root\" = 0o700 keeps all below it from others.");
        }
    }

    /// <returns>What is wrong with a mode, or null.</returns>
    private static string? Difference(string path, int granted)
    {
        if (FileStatus.OfLink(path) is not { Kind: FileKind.File or FileKind.Directory } status)
        {
            return null;
        }

        var isFile = status.Kind == FileKind.File;
        var expected = granted & (isFile && (status.Mode & OwnerExecutes) == 0 ? AllMayRead : AllMayAll);
        var counts = isFile ? CountsForFile : CountsForDirectory;
        return (status.Mode & counts) == (expected & counts) ? null : $"has mode {FileModes.Text(status.Mode)}, not {FileModes.Text(expected)}";
    }
}
