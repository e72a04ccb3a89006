using OpenLinux.Engine.Content;

namespace OpenLinux.Engine.Verification;

/// <summary>Reads what either of two stores has, and writes to <paramref name="above"/> alone.</summary>
internal sealed class LayeredStore(IContentStore below, IContentStore above) : IContentStore
{
    public async ValueTask<bool> ContainsAsync(Digest digest, CancellationToken cancellation = default) =>
        await below.ContainsAsync(digest, cancellation) || await above.ContainsAsync(digest, cancellation);

    public ValueTask<Digest> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation = default) => above.PutAsync(content, cancellation);

    public ValueTask<Digest> PutFileAsync(string path, CancellationToken cancellation = default) => above.PutFileAsync(path, cancellation);

    public ValueTask<Digest> TakeFileAsync(string path, CancellationToken cancellation = default) => above.TakeFileAsync(path, cancellation);

    public ValueTask<Digest> PutAsync(Stream content, CancellationToken cancellation = default) => above.PutAsync(content, cancellation);

    public async ValueTask<byte[]?> ReadAsync(Digest digest, CancellationToken cancellation = default) =>
        await (await HolderAsync(digest, cancellation)).ReadAsync(digest, cancellation);

    public async ValueTask<bool> WriteToAsync(Digest digest, string path, int mode, CancellationToken cancellation = default) =>
        await (await HolderAsync(digest, cancellation)).WriteToAsync(digest, path, mode, cancellation);

    public async ValueTask<bool> CopyToAsync(Digest digest, Stream target, CancellationToken cancellation = default) =>
        await (await HolderAsync(digest, cancellation)).CopyToAsync(digest, target, cancellation);

    public async ValueTask<bool> ReadIntoAsync(Digest digest, Memory<byte> target, CancellationToken cancellation = default) =>
        await (await HolderAsync(digest, cancellation)).ReadIntoAsync(digest, target, cancellation);

    public async ValueTask<bool> ReadUnverifiedAsync(Digest digest, Memory<byte> target, CancellationToken cancellation = default) =>
        await (await HolderAsync(digest, cancellation)).ReadUnverifiedAsync(digest, target, cancellation);

    public async ValueTask<Stream?> OpenAsync(Digest digest, CancellationToken cancellation = default) =>
        await (await HolderAsync(digest, cancellation)).OpenAsync(digest, cancellation);

    public async ValueTask<Digest?> FindAsync(string hash, CancellationToken cancellation = default) =>
        await below.FindAsync(hash, cancellation) ?? await above.FindAsync(hash, cancellation);

    private async ValueTask<IContentStore> HolderAsync(Digest digest, CancellationToken cancellation) =>
        await above.ContainsAsync(digest, cancellation) ? above : below;
}
