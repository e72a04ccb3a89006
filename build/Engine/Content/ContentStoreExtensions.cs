namespace OpenLinux.Engine.Content;

public static class ContentStoreExtensions
{
    /// <summary>Reads a blob that must be there, as a step's inputs must.</summary>
    /// <param name="subject">Whose content it is, for people.</param>
    /// <exception cref="MissingBlobException">It is absent or was damaged; from within a step the engine recovers.</exception>
    public static async ValueTask<byte[]> RequireAsync(
        this IContentStore store, Digest digest, string subject, CancellationToken cancellation = default) =>
        await store.ReadAsync(digest, cancellation) ?? throw new MissingBlobException(digest, subject);

    /// <summary>Writes a blob that must be there to a stream; see <see cref="IContentStore.CopyToAsync"/>.</summary>
    /// <param name="subject">Whose content it is, for people.</param>
    /// <exception cref="MissingBlobException">It is absent or was damaged; from within a step the engine recovers.</exception>
    public static async ValueTask RequireToAsync(
        this IContentStore store, Digest digest, Stream target, string subject, CancellationToken cancellation = default)
    {
        if (!await store.CopyToAsync(digest, target, cancellation))
        {
            throw new MissingBlobException(digest, subject);
        }
    }

    /// <summary>Reads a blob that must be there into memory of its size; see <see cref="IContentStore.ReadIntoAsync"/>.</summary>
    /// <param name="subject">Whose content it is, for people.</param>
    /// <exception cref="MissingBlobException">It is absent or was damaged; from within a step the engine recovers.</exception>
    public static async ValueTask RequireIntoAsync(
        this IContentStore store, Digest digest, Memory<byte> target, string subject, CancellationToken cancellation = default)
    {
        if (!await store.ReadIntoAsync(digest, target, cancellation))
        {
            throw new MissingBlobException(digest, subject);
        }
    }

    /// <summary>Writes a blob that must be there to a file; see <see cref="IContentStore.WriteToAsync"/>.</summary>
    /// <exception cref="MissingBlobException">It is absent or was damaged; from within a step the engine recovers.</exception>
    public static async ValueTask RequireToAsync(
        this IContentStore store, Digest digest, string path, int mode, CancellationToken cancellation = default)
    {
        if (!await store.WriteToAsync(digest, path, mode, cancellation))
        {
            throw new MissingBlobException(digest, path);
        }
    }
}
