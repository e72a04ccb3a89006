namespace OpenLinux.Userland.Sources.Places;

/// <summary>A file of this machine that a recipe names: "file:archives/x.tar.gz".</summary>
/// <param name="root">What a relative path is relative to: the checkout.</param>
internal sealed class FilePlace(string url, string root) : ISourcePlace
{
    public const string Scheme = "file:";

    private readonly string path = Path.GetFullPath(Path.Combine(root, url[Scheme.Length..] is ['/', '/', .. var rest] ? rest : url[Scheme.Length..]));

    public string Name => url;

    public async Task<string> ObtainAsync(SourceArchive archive, PartialFile partial, CancellationToken cancellation)
    {
        if (!File.Exists(path))
        {
            throw new SourcePlaceException("is not there");
        }

        var hash = await FileHash.OfAsync(path, cancellation);
        return hash == archive.Sha256 ? path : throw WrongContent.Of(hash);
    }
}
