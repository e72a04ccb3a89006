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

    public static Digest HashFile(string path, CancellationToken cancellation = default)
    {
        using var file = Open(path);
        return Hash(file, cancellation: cancellation);
    }

    /// <summary>Reads a file of a known size with as few calls as there can be.</summary>
    /// <returns>Whether it has just that size.</returns>
    public static bool ReadInto(string path, Span<byte> target)
    {
        // Who shares everything takes no lock, which .NET has otherwise the kernel do for each file.
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var done = 0;
        while (done < target.Length && RandomAccess.Read(file, target[done..], done) is var read and > 0)
        {
            done += read;
        }

        return done == target.Length && RandomAccess.GetLength(file) == done;
    }

    public static FileStream Open(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
}
