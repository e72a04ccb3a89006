namespace OpenLinux.Userland.Sources;

/// <summary>Somewhere an archive may be had.</summary>
internal interface ISourcePlace
{
    /// <summary>For people: a folder, an address, a package.</summary>
    string Name { get; }

    /// <returns>The path of a file whose SHA-256 is the pinned one.</returns>
    /// <exception cref="SourcePlaceException">Not there, not reachable, or not the pinned archive.</exception>
    Task<string> ObtainAsync(SourceArchive archive, PartialFile partial, CancellationToken cancellation);
}
