using System.Collections.Concurrent;
using OpenLinux.Engine.Content;

namespace OpenLinux.Engine.Headers;

/// <summary>Tells whether a source asks for more of the file system than its depfile admits.</summary>
internal sealed class NameProbes(IContentStore store)
{
    private readonly ConcurrentDictionary<Digest, bool> known = new();

    /// <exception cref="MissingBlobException">The source is not in the store.</exception>
    public async ValueTask<bool> AreInAsync(Digest source, string path, CancellationToken cancellation)
    {
        if (known.TryGetValue(source, out var answer))
        {
            return answer;
        }

        answer = Probe(await store.RequireAsync(source, path, cancellation));
        known.TryAdd(source, answer);
        return answer;
    }

    /// <summary>The first two also stand in <c>__has_include_next</c> and <c>__has_embed</c>; the assembler reads what .incbin names.</summary>
    private static bool Probe(ReadOnlySpan<byte> text) =>
        text.IndexOf("__has_include"u8) >= 0 || text.IndexOf("__has_embed"u8) >= 0 || text.IndexOf(".incbin"u8) >= 0;
}
