namespace OpenLinux.Userland.Sources.Places;

/// <summary>An address of the recipe.</summary>
internal sealed class WebPlace(Uri url, HttpDownloader downloader) : ISourcePlace
{
    public string Name => url.AbsoluteUri;

    public async Task<string> ObtainAsync(SourceArchive archive, PartialFile partial, CancellationToken cancellation)
    {
        await downloader.DownloadAsync(url, archive.Name, partial, cancellation);
        return partial.Path;
    }
}
