using System.Security.Cryptography;

namespace OpenLinux.Engine.Content;

/// <summary>The digest of content that comes piece by piece.</summary>
public sealed class RunningDigest : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long size;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        hash.AppendData(bytes);
        size += bytes.Length;
    }

    /// <summary>Of all that came since the last time.</summary>
    public Digest Take()
    {
        var digest = new Digest(Convert.ToHexStringLower(hash.GetHashAndReset()), size);
        size = 0;
        return digest;
    }

    public void Dispose() => hash.Dispose();
}
