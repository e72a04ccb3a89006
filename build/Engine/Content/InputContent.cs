using OpenLinux.Common.Errors;
using OpenLinux.Common.Files;

namespace OpenLinux.Engine.Content;

/// <summary>
/// The content of inputs: from the store, or where it was not taken in, from the file of the work tree that has it. What a compile reads
/// of the work tree is written into a shared tree and need not lie in the store as well.
/// </summary>
internal sealed class InputContent(IContentStore store, IContentSource source)
{
    /// <summary>1 MiB.</summary>
    private const long InMemoryBytes = 1024 * 1024;

    /// <summary>What lies in the work tree is not asked for elsewhere.</summary>
    /// <returns>Null where it is lost, was damaged, or the file has changed.</returns>
    public async ValueTask<byte[]?> ReadAsync(Digest digest, CancellationToken cancellation) =>
        (await store.IsHereAsync(digest, cancellation) ? await store.ReadAsync(digest, cancellation) : null)
        ?? await ReadFileAsync(digest, cancellation)
        ?? await store.ReadAsync(digest, cancellation);

    private async ValueTask<byte[]?> ReadFileAsync(Digest digest, CancellationToken cancellation)
    {
        try
        {
            return source.PathOf(digest) is { } file && await File.ReadAllBytesAsync(file, cancellation) is var content && Digest.Of(content) == digest
                ? content
                : null;
        }
        catch (Exception fault) when (StorageFaults.IsFault(fault))
        {
            return null;
        }
    }

    /// <summary>For what is too large to be held in memory: the content is not verified.</summary>
    /// <returns>A stream that can seek; null where it is lost.</returns>
    public async ValueTask<Stream?> OpenAsync(Digest digest, CancellationToken cancellation)
    {
        if (digest.SizeBytes <= InMemoryBytes)
        {
            return await ReadAsync(digest, cancellation) is { } content ? new MemoryStream(content, writable: false) : null;
        }

        if (await store.OpenAsync(digest, cancellation) is { } stored)
        {
            return stored;
        }

        try
        {
            return source.PathOf(digest) is { } file ? ContentHasher.Open(file) : null;
        }
        catch (Exception fault) when (StorageFaults.IsFault(fault))
        {
            return null;
        }
    }

    /// <exception cref="BuildException">It was a file of the work tree, which has changed (<c>OL305</c>).</exception>
    /// <exception cref="MissingBlobException">It is lost.</exception>
    public async ValueTask<byte[]> RequireAsync(Digest digest, string subject, CancellationToken cancellation) =>
        await ReadAsync(digest, cancellation)
        ?? throw (source.PathOf(digest) is { } file
            ? Changed(file, "it was written to while the build read it")
            : new MissingBlobException(digest, subject));

    public static BuildException Changed(string file, string cause) =>
        new(EngineErrors.InputChanged, file, cause, "run the same command again once the file rests");
}
