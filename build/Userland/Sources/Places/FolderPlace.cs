namespace OpenLinux.Userland.Sources.Places;

/// <summary>A folder that somebody put archives into by hand.</summary>
internal sealed class FolderPlace(string folder) : ISourcePlace
{
    public string Name => folder;

    public async Task<string> ObtainAsync(SourceArchive archive, PartialFile partial, CancellationToken cancellation)
    {
        var path = Path.Combine(folder, archive.Name);
        if (!File.Exists(path))
        {
            throw new SourcePlaceException($"holds no {archive.Name}");
        }

        var hash = await FileHash.OfAsync(path, cancellation);
        return hash == archive.Sha256 ? path : throw WrongContent.Of(hash);
    }
}
