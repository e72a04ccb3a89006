namespace OpenLinux.Configuration;

/// <summary>What else architectures are called on a command line: Docker, Debian and Go say amd64 and arm64, Windows x64.</summary>
public static class ArchitectureNames
{
    private static readonly Dictionary<string, string> Others = new(StringComparer.OrdinalIgnoreCase)
    {
        ["amd64"] = "x86_64",
        ["x64"] = "x86_64",
        ["arm64"] = "aarch64",
    };

    /// <summary>For "did you mean" and completion.</summary>
    public static IEnumerable<string> Synonyms => Others.Keys;

    /// <param name="configured">The names below <c>config/arch</c>; a file there goes before any of the names above.</param>
    /// <returns>The configured name that is meant; the given one where none is.</returns>
    public static string Resolve(string given, IEnumerable<string> configured) =>
        !configured.Contains(given) && Others.TryGetValue(given, out var name) ? name : given;
}
