namespace OpenLinux.Userland.Sources.Places;

/// <summary>Somewhere an archive may be had.</summary>
internal interface ISourcePlace
{
    /// <summary>For people: a folder, an address, a package.</summary>
    string Name { get; }

    /// <returns>The path of a file whose SHA-256 is the pinned one.</returns>
    /// <exception cref="SourcePlaceException">Not there, not reachable, or not the pinned archive.</exception>
    Task<string> ObtainAsync(SourceArchive archive, PartialFile partial, CancellationToken cancellation);
}

/// <summary>A pinned upstream release: any place may serve it, as its hash alone says whether it is the right one.</summary>
/// <param name="Name">Its file name, e.g. "musl-1.2.5.tar.gz".</param>
/// <param name="Sha256">64 lower-case hexadecimal digits.</param>
/// <param name="Urls">Where upstream and its mirrors serve it, best first.</param>
/// <param name="DebianPackage">The Debian source package whose orig archive is byte-identical, or null.</param>
public sealed record SourceArchive(string Name, string Sha256, IReadOnlyList<string> Urls, string? DebianPackage)
{
    /// <summary>The npm package that it is, "@scope/name@version", or null.</summary>
    public string? NpmPackage { get; init; }
}

/// <summary>One place did not give the archive; another may. Never reaches users by itself: the fetcher collects the reasons.</summary>
internal sealed class SourcePlaceException(string reason, bool isWrongContent = false, Exception? inner = null)
    : Exception(reason, inner)
{
    /// <summary>The place gave something, but not what is pinned.</summary>
    public bool IsWrongContent { get; } = isWrongContent;
}

internal static class WrongContent
{
    public static SourcePlaceException Of(string hash) => new($"gives other content, with SHA-256 {hash}", isWrongContent: true);
}
