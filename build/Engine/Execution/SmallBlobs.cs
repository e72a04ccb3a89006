using System.Collections.Concurrent;
using OpenLinux.Engine.Content;

namespace OpenLinux.Engine.Execution;

/// <summary>Keeps small blobs in memory, verified: compiles read the same headers over and over.</summary>
internal sealed class SmallBlobs(InputContent inputs)
{
    /// <summary>64 KiB; larger ones are not worth keeping.</summary>
    public const long MaxSize = 64 * 1024;

    /// <summary>32 MiB, a few thousand headers.</summary>
    private const long Capacity = 32 * 1024 * 1024;

    private readonly ConcurrentDictionary<Digest, byte[]> kept = new();
    private long bytes;

    /// <exception cref="MissingBlobException">It is absent or was damaged.</exception>
    public async ValueTask<byte[]> ReadAsync(Digest digest, string subject, CancellationToken cancellation)
    {
        if (kept.TryGetValue(digest, out var content))
        {
            return content;
        }

        content = await inputs.ReadAsync(digest, cancellation) ?? throw new MissingBlobException(digest, subject);
        if (Interlocked.Add(ref bytes, content.Length) <= Capacity)
        {
            kept.TryAdd(digest, content);
        }

        return content;
    }
}
