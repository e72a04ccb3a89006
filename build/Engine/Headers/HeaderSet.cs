namespace OpenLinux.Engine.Headers;

/// <summary>What a compile once read.</summary>
/// <param name="ProbesNames">Whether something it read asks which files exist (<c>__has_include</c>), or its assembly reads files;
/// then every input belongs to the key.</param>
/// <param name="Paths">As the compiler named them, relative to the input root.</param>
internal sealed record HeaderSet(bool ProbesNames, IReadOnlyList<string> Paths)
{
    public bool IsSame(HeaderSet other) =>
        ProbesNames == other.ProbesNames && Paths.SequenceEqual(other.Paths, StringComparer.Ordinal);
}
