using System.Security.Cryptography;
using OpenLinux.Common.Files;

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

        var hash = await HashAsync(path, cancellation);
        return hash == archive.Sha256 ? path : throw WrongContent.Of(hash);
    }

    private static async Task<string> HashAsync(string path, CancellationToken cancellation)
    {
        try
        {
            await using var file = File.OpenRead(path);
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation));
        }
        catch (Exception fault) when (StorageFaults.IsFault(fault))
        {
            throw new SourcePlaceException($"cannot be read: {fault.Message}", inner: fault);
        }
    }
}
