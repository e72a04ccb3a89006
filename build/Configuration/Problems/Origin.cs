namespace OpenLinux.Configuration.Problems;

/// <summary>Where a value was written, for error messages.</summary>
/// <param name="Source">A file's full path, or an option as the user wrote it: "--repository".</param>
/// <param name="Line">From 1; 0 for the whole source.</param>
public readonly record struct Origin(string Source, int Line = 0)
{
    /// <summary>"config/openlinux.toml:12", or the option.</summary>
    public override string ToString()
    {
        var source = Path.IsPathRooted(Source) ? DisplayPath.Of(Source) : Source;
        return Line == 0 ? source : $"{source}:{Line}";
    }
}

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
