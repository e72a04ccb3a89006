using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;

namespace OpenLinux.Engine.Headers;

/// <summary>Keeps manifests in the action cache under weak keys, as results that carry one file.</summary>
internal sealed class HeaderManifests(IActionCache cache, IContentStore store)
{
    private const string ManifestPath = "header-sets";

    /// <returns>The manifest; empty where nothing is known.</returns>
    public ValueTask<HeaderManifest> ReadAsync(HeaderInputs inputs, CancellationToken cancellation) =>
        ReadAsync(WeakKey(inputs), cancellation);

    /// <summary>Two processes that add at the same time may lose one of the sets, which costs one compile.</summary>
    public async ValueTask AddAsync(HeaderInputs inputs, HeaderSet set, CancellationToken cancellation)
    {
        var key = WeakKey(inputs);
        var manifest = (await ReadAsync(key, cancellation)).With(set);
        var blob = await store.PutAsync(manifest.Serialize(), cancellation);
        var entry = new Reapi.ActionResult
        {
            OutputFiles = { new Reapi.OutputFile { Path = ManifestPath, Digest = blob.ToMessage() } },
        };
        await cache.PutAsync(key, entry, cancellation);
    }

    private static Digest WeakKey(HeaderInputs inputs) => EncodedAction.Of(inputs.Weak).Key;

    private async ValueTask<HeaderManifest> ReadAsync(Digest weakKey, CancellationToken cancellation)
    {
        var entry = await cache.GetAsync(weakKey, cancellation);
        return entry is { OutputFiles: [var file] }
            && await store.ReadAsync(file.Digest.ToDigest(), cancellation) is { } blob
                ? HeaderManifest.Parse(blob)
                : HeaderManifest.Empty;
    }
}
