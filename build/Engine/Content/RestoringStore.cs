namespace OpenLinux.Engine.Content;

/// <summary>
/// The store for whoever reads it outside of a step: what is lost or damaged is made again first. Within a step the engine does so itself,
/// since the step that waits must not hold up the one that it waits for.
/// </summary>
/// <param name="restore">Makes a blob again; false where nothing in this process can.</param>
internal sealed class RestoringStore(IContentStore store, Func<Digest, CancellationToken, Task<bool>> restore) : IContentStore
{
    public ValueTask<bool> ContainsAsync(Digest digest, CancellationToken cancellation = default) =>
        store.ContainsAsync(digest, cancellation);

    public ValueTask<bool> IsHereAsync(Digest digest, CancellationToken cancellation = default) => store.IsHereAsync(digest, cancellation);

    public ValueTask<bool> ContainsAllAsync(IReadOnlyCollection<Digest> digests, CancellationToken cancellation = default) =>
        store.ContainsAllAsync(digests, cancellation);

    public ValueTask BringAsync(IEnumerable<Digest> digests, CancellationToken cancellation = default) =>
        store.BringAsync(digests, cancellation);

    public ValueTask<Digest> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation = default) =>
        store.PutAsync(content, cancellation);

    public ValueTask<Digest> PutAsync(Stream content, CancellationToken cancellation = default) => store.PutAsync(content, cancellation);

    public ValueTask<Digest> PutFileAsync(string path, CancellationToken cancellation = default) => store.PutFileAsync(path, cancellation);

    public ValueTask<Digest> TakeFileAsync(string path, CancellationToken cancellation = default) => store.TakeFileAsync(path, cancellation);

    public async ValueTask<byte[]?> ReadAsync(Digest digest, CancellationToken cancellation = default) =>
        await store.ReadAsync(digest, cancellation)
        ?? (await restore(digest, cancellation) ? await store.ReadAsync(digest, cancellation) : null);

    public async ValueTask<bool> WriteToAsync(Digest digest, string path, int mode, CancellationToken cancellation = default) =>
        await store.WriteToAsync(digest, path, mode, cancellation)
        || (await restore(digest, cancellation) && await store.WriteToAsync(digest, path, mode, cancellation));

    /// <summary>Read once before, as a stream takes nothing back.</summary>
    public async ValueTask<bool> CopyToAsync(Digest digest, Stream target, CancellationToken cancellation = default) =>
        (await store.CopyToAsync(digest, Stream.Null, cancellation) || await restore(digest, cancellation))
        && await store.CopyToAsync(digest, target, cancellation);

    public async ValueTask<bool> ReadIntoAsync(Digest digest, Memory<byte> target, CancellationToken cancellation = default) =>
        await store.ReadIntoAsync(digest, target, cancellation)
        || (await restore(digest, cancellation) && await store.ReadIntoAsync(digest, target, cancellation));

    public ValueTask<bool> ReadUnverifiedAsync(Digest digest, Memory<byte> target, CancellationToken cancellation = default) =>
        store.ReadUnverifiedAsync(digest, target, cancellation);

    public async ValueTask<Stream?> OpenAsync(Digest digest, CancellationToken cancellation = default) =>
        await store.OpenAsync(digest, cancellation)
        ?? (await restore(digest, cancellation) ? await store.OpenAsync(digest, cancellation) : null);

    public ValueTask<Digest?> FindAsync(string hash, CancellationToken cancellation = default) => store.FindAsync(hash, cancellation);
}
