using System.Security.Cryptography;
using OpenLinux.Common.Files;

namespace OpenLinux.Userland.Sources.Places;

internal static class FileHash
{
    /// <returns>The file's SHA-256, in lower case.</returns>
    /// <exception cref="SourcePlaceException">It cannot be read.</exception>
    public static async Task<string> OfAsync(string path, CancellationToken cancellation)
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
