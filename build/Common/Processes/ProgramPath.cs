using OpenLinux.Common.Errors;

namespace OpenLinux.Common.Processes;

/// <summary>Finds programs as execvp(3) does, on the PATH that the program itself will see.</summary>
public static class ProgramPath
{
    /// <summary>What a shell searches without PATH.</summary>
    private const string Default = "/usr/bin:/bin";

    private static readonly string[] WindowsEnds = ["", ".exe", ".cmd"];

    /// <param name="name">A name, or a path, relative to <paramref name="workingDirectory"/>.</param>
    /// <param name="searchPath">Folders, separated as in PATH; null for the system's usual.</param>
    /// <returns>The absolute path, or null.</returns>
    public static string? Find(string name, string workingDirectory, string? searchPath)
    {
        if (name.Contains('/', StringComparison.Ordinal) || Path.IsPathRooted(name))
        {
            return Existing(Path.Combine(workingDirectory, name));
        }

        return Find(name, FoldersOf(searchPath ?? Default).Select(folder => Path.Combine(workingDirectory, folder)));
    }

    /// <returns>The path of the first program of that name in one of the folders, or null.</returns>
    public static string? Find(string name, IEnumerable<string> folders) =>
        folders.Select(folder => Existing(Path.Join(folder, name))).FirstOrDefault(path => path is not null);

    /// <summary>The folders that a PATH names.</summary>
    public static string[] FoldersOf(string? searchPath) =>
        (searchPath ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

    internal static BuildException NotFound(string name, string cause, Exception? inner = null) => new(
        CommonErrors.ToolMissing,
        name,
        cause,
        $"install {name}, or put its folder on PATH; --target=Doctor lists all that is needed",
        inner);

    private static string? Existing(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return WindowsEnds.Select(end => path + end).FirstOrDefault(File.Exists);
        }

        const UnixFileMode anyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return File.Exists(path) && (File.GetUnixFileMode(path) & anyExecute) != 0 ? path : null;
    }
}
