using OpenLinux.Userland.Sources.Places;

namespace OpenLinux.Userland.Sources.Apt;

/// <summary>The Debian source package of a component, whose orig archive is upstream's own.</summary>
internal sealed class DebianPlace(string package, AptSourceIndex apt, HttpDownloader downloader) : ISourcePlace
{
    public string Name => $"Debian source package {package}";

    public async Task<string> ObtainAsync(SourceArchive archive, PartialFile partial, CancellationToken cancellation)
    {
        var file = await apt.LocateAsync(package, archive.Sha256, cancellation);
        try
        {
            await downloader.DownloadAsync(file.Address, archive.Name, partial, cancellation);
        }
        catch (SourcePlaceException failure) when (!failure.IsWrongContent && apt.Expire())
        {
            // Old lists name files that the archive has dropped since.
            file = await apt.LocateAsync(package, archive.Sha256, cancellation);
            await downloader.DownloadAsync(file.Address, archive.Name, partial, cancellation);
        }

        return partial.Path;
    }
}
