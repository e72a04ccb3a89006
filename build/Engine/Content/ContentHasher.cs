using System.Buffers;
using System.Security.Cryptography;

namespace OpenLinux.Engine.Content;

/// <summary>Reads a stream once, for its digest and, if wanted, for a copy.</summary>
internal static class ContentHasher
{
    private const int BufferSize = 128 * 1024;

    /// <returns>The digest of what was read from the source and written to <paramref name="copy"/>.</returns>
    public static Digest Hash(Stream source, Stream? copy = null, CancellationToken cancellation = default)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            long size = 0;
            int read;
            while ((read = source.Read(buffer)) > 0)
            {
                cancellation.ThrowIfCancellationRequested();
                hash.AppendData(buffer, 0, read);
                copy?.Write(buffer, 0, read);
                size += read;
            }

            return new Digest(Convert.ToHexStringLower(hash.GetHashAndReset()), size);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public static Digest HashFile(string path)
    {
        using var file = Open(path);
        return Hash(file);
    }

    public static FileStream Open(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
}
