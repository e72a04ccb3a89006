namespace OpenLinux.Configuration.Toml;

/// <summary>Where a value was written, for error messages.</summary>
/// <param name="Source">A file's path, or an option as the user wrote it: "--repository".</param>
/// <param name="Line">From 1; 0 for the whole source.</param>
public readonly record struct Origin(string Source, int Line = 0)
{
    public override string ToString() => Line == 0 ? Source : $"{Source}:{Line}";
}
