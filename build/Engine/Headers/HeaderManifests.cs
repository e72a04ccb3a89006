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

    /// <returns>What others know, where that may be more than is known here; empty where it is not.</returns>
    public async ValueTask<HeaderManifest> ReadElsewhereAsync(HeaderInputs inputs, CancellationToken cancellation) =>
        Of(await cache.GetElsewhereAsync(WeakKey(inputs), cancellation));

    /// <summary>
    /// Takes in what others have added. Two processes that add at the same moment may lose one of the sets, which costs one compile.
    /// </summary>
    public async ValueTask AddAsync(HeaderInputs inputs, HeaderSet set, CancellationToken cancellation)
    {
        var weak = EncodedAction.Of(inputs.Weak);
        var own = await ReadAsync(weak.Key, cancellation);
        var others = (await ReadElsewhereAsync(inputs, cancellation)).Sets.Where(other => !own.Sets.Any(other.IsSame));
        var manifest = own.Sets.Concat(others).Reverse().Aggregate(HeaderManifest.Empty, (known, next) => known.With(next)).With(set);
        await cache.PutAsync(weak, new Reapi.ActionResult { StdoutRaw = UnsafeByteOperations.UnsafeWrap(manifest.Serialize()) }, cancellation);
    }

    private static Digest WeakKey(HeaderInputs inputs) => EncodedAction.Of(inputs.Weak).Key;

    private async ValueTask<HeaderManifest> ReadAsync(Digest weakKey, CancellationToken cancellation) =>
        Of(await cache.GetAsync(weakKey, cancellation));

    private static HeaderManifest Of(Reapi.ActionResult? entry) => entry is null ? HeaderManifest.Empty : HeaderManifest.Parse(entry.StdoutRaw.Span);
}
