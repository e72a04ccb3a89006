using Google.Protobuf;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;

namespace OpenLinux.Engine.Headers;

/// <summary>Keeps manifests in the action cache under weak keys, as results that say them (<c>stdout_raw</c>): one file each.</summary>
internal sealed class HeaderManifests(IActionCache cache)
{
    /// <returns>The manifest; empty where nothing is known.</returns>
    public ValueTask<HeaderManifest> ReadAsync(HeaderInputs inputs, CancellationToken cancellation) =>
        ReadAsync(WeakKey(inputs), cancellation);

    /// <summary>Two processes that add at the same time may lose one of the sets, which costs one compile.</summary>
    public async ValueTask AddAsync(HeaderInputs inputs, HeaderSet set, CancellationToken cancellation)
    {
        var key = WeakKey(inputs);
        var manifest = (await ReadAsync(key, cancellation)).With(set);
        await cache.PutAsync(key, new Reapi.ActionResult { StdoutRaw = UnsafeByteOperations.UnsafeWrap(manifest.Serialize()) }, cancellation);
    }

    private static Digest WeakKey(HeaderInputs inputs) => EncodedAction.Of(inputs.Weak).Key;

    private async ValueTask<HeaderManifest> ReadAsync(Digest weakKey, CancellationToken cancellation) =>
        await cache.GetAsync(weakKey, cancellation) is { } entry ? HeaderManifest.Parse(entry.StdoutRaw.Span) : HeaderManifest.Empty;
}
