namespace OpenLinux.Configuration;

/// <summary>Paths as people type them.</summary>
public static class DisplayPath
{
    /// <returns>The path relative to the working directory where it is below it, else the full path.</returns>
    public static string Of(string path)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? Path.GetFullPath(path) : relative;
    }
}
