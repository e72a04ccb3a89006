using System.Buffers;

namespace OpenLinux.Engine.Content;

/// <summary>Reads a stream once, for its digest and, if wanted, for a copy.</summary>
internal static class ContentHasher
{
    private const int BufferSize = 128 * 1024;

    /// <returns>The digest of what was read from the source and written to <paramref name="copy"/>.</returns>
    public static Digest Hash(Stream source, Stream? copy = null, CancellationToken cancellation = default)
    {
        using var digest = new RunningDigest();
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            int read;
            while ((read = source.Read(buffer)) > 0)
            {
                cancellation.ThrowIfCancellationRequested();
                digest.Append(buffer.AsSpan(0, read));
                copy?.Write(buffer, 0, read);
            }

            return digest.Take();
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
