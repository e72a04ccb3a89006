using System.Security.Cryptography;

namespace OpenLinux.Userland.Sources.Places;

/// <summary>
/// A download under way, <c>partial/SHA256</c>, which outlives the process. Beside it, <c>SHA256.origin</c> holds the address
/// that the bytes came from and the validator (ETag or Last-Modified) it was served with.
/// </summary>
internal sealed class PartialFile(string folder, string sha256)
{
    private string OriginPath => Path + ".origin";

    public string Path { get; } = System.IO.Path.Combine(folder, sha256);

    public string Sha256 { get; } = sha256;

    public long Length => File.Exists(Path) ? new FileInfo(Path).Length : 0;

    /// <summary>What <paramref name="url"/> called the version that the bytes are of; null where they came from elsewhere.</summary>
    public string? ValidatorFor(Uri url) =>
        File.Exists(OriginPath) && File.ReadAllLines(OriginPath) is [var origin, { Length: > 0 } validator] && origin == url.AbsoluteUri
            ? validator
            : null;

    public void NoteOrigin(Uri url, string? validator) => File.WriteAllLines(OriginPath, [url.AbsoluteUri, validator ?? ""]);

    /// <summary>Opens the end of the file for more.</summary>
    public FileStream Append()
    {
        Directory.CreateDirectory(folder);
        return new FileStream(Path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0, useAsync: true);
    }

    public void Remove()
    {
        Directory.CreateDirectory(folder);
        File.Delete(Path);
        File.Delete(OriginPath);
    }

    public async Task<string> HashAsync(CancellationToken cancellation)
    {
        await using var file = File.OpenRead(Path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation));
    }
}
