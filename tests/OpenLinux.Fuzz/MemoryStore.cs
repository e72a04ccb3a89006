using OpenLinux.Engine.Content;

namespace OpenLinux.Fuzz;

/// <summary>Takes what it is given, and keeps none of it.</summary>
/// <param name="most">Of one blob, in bytes: a disk is full some time.</param>
/// <param name="answer">What it has for any digest; null for nothing.</param>
internal sealed class MemoryStore(long most, byte[]? answer = null) : IContentStore
{
    public ValueTask<bool> ContainsAsync(Digest digest, CancellationToken cancellation = default) => ValueTask.FromResult(answer is not null);

    public ValueTask<Digest> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation = default) => ValueTask.FromResult(Digest.Of(content.Span));

    public async ValueTask<Digest> PutAsync(Stream content, CancellationToken cancellation = default)
    {
        using var digest = new RunningDigest();
        var buffer = new byte[64 * 1024];
        var total = 0L;
        int read;
        while ((read = await content.ReadAsync(buffer, cancellation)) > 0)
        {
            total += read;
            digest.Append(buffer.AsSpan(0, read));
            if (total > most)
            {
                throw new IOException("no space left on device");
            }
        }

        return digest.Take();
    }

    public ValueTask<Digest> PutFileAsync(string path, CancellationToken cancellation = default) => throw new NotSupportedException();

    public ValueTask<Digest> TakeFileAsync(string path, CancellationToken cancellation = default) => throw new NotSupportedException();

    public ValueTask<byte[]?> ReadAsync(Digest digest, CancellationToken cancellation = default) => ValueTask.FromResult(answer);

    public ValueTask<bool> WriteToAsync(Digest digest, string path, int mode, CancellationToken cancellation = default) => throw new NotSupportedException();

    public ValueTask<bool> CopyToAsync(Digest digest, Stream target, CancellationToken cancellation = default) => throw new NotSupportedException();

    public ValueTask<bool> ReadIntoAsync(Digest digest, Memory<byte> target, CancellationToken cancellation = default) => throw new NotSupportedException();

    public ValueTask<bool> ReadUnverifiedAsync(Digest digest, Memory<byte> target, CancellationToken cancellation = default) => throw new NotSupportedException();

    public ValueTask<Stream?> OpenAsync(Digest digest, CancellationToken cancellation = default) => throw new NotSupportedException();

    public ValueTask<Digest?> FindAsync(string hash, CancellationToken cancellation = default) => throw new NotSupportedException();
}
