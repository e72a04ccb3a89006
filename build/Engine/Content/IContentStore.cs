using OpenLinux.Common.Errors;

namespace OpenLinux.Engine.Content;

/// <summary>
/// Content-addressable storage (REAPI v2 <c>ContentAddressableStorage</c>). Every read verifies the digest;
/// a damaged blob is dropped and reads as absent. A blob appears whole or not at all.
/// </summary>
public interface IContentStore
{
    ValueTask<bool> ContainsAsync(Digest digest, CancellationToken cancellation = default);

    /// <summary>Whether the blob is on this machine, and need not be brought from elsewhere to be read.</summary>
    ValueTask<bool> IsHereAsync(Digest digest, CancellationToken cancellation = default) => ContainsAsync(digest, cancellation);

    /// <returns>Whether all of the blobs are there.</returns>
    async ValueTask<bool> ContainsAllAsync(IReadOnlyCollection<Digest> digests, CancellationToken cancellation = default)
    {
        foreach (var digest in digests)
        {
            if (!await ContainsAsync(digest, cancellation))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Brings blobs that are about to be read to this machine, side by side. Those that cannot be had are left for who reads them.</summary>
    /// <param name="digests">Not looked at by a store that has nowhere to bring them from.</param>
    ValueTask BringAsync(IEnumerable<Digest> digests, CancellationToken cancellation = default) => ValueTask.CompletedTask;

    /// <summary>Afterwards the blob is there and whole, whatever had become of it.</summary>
    ValueTask<Digest> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation = default);

    /// <summary>Takes in a file's content, as <see cref="PutAsync(Stream, CancellationToken)"/>; the file stays as it is.</summary>
    ValueTask<Digest> PutFileAsync(string path, CancellationToken cancellation = default);

    /// <summary>Takes in a file that nobody else has open or knows by another name: it may be gone from its place afterwards.</summary>
    ValueTask<Digest> TakeFileAsync(string path, CancellationToken cancellation = default);

    /// <summary>Takes in what a stream has left.</summary>
    ValueTask<Digest> PutAsync(Stream content, CancellationToken cancellation = default);

    /// <summary>For messages and small files: the blob is held in memory whole.</summary>
    /// <returns>The blob, or null where it is absent or was damaged.</returns>
    ValueTask<byte[]?> ReadAsync(Digest digest, CancellationToken cancellation = default);

    /// <summary>Writes a blob to a new file at <paramref name="path"/> by temp + rename, with the given Unix mode.</summary>
    /// <returns>False where the blob is absent or was damaged; then nothing is written.</returns>
    ValueTask<bool> WriteToAsync(Digest digest, string path, int mode, CancellationToken cancellation = default);

    /// <summary>Writes a blob to a stream piece by piece, whatever its size.</summary>
    /// <returns>False where the blob is absent or was damaged; then what was written is worthless.</returns>
    ValueTask<bool> CopyToAsync(Digest digest, Stream target, CancellationToken cancellation = default);

    /// <summary>Reads a blob into memory of just its size.</summary>
    /// <returns>False where the blob is absent or was damaged; then what was read is worthless.</returns>
    ValueTask<bool> ReadIntoAsync(Digest digest, Memory<byte> target, CancellationToken cancellation = default);

    /// <summary>The same for who knows by himself whether what was read is right: it is not verified.</summary>
    /// <returns>False where there is nothing of that size.</returns>
    ValueTask<bool> ReadUnverifiedAsync(Digest digest, Memory<byte> target, CancellationToken cancellation = default);

    /// <summary>Opens a blob of which parts are wanted. They are not verified: who reads all of it holds that against the digest.</summary>
    /// <returns>A stream that can seek, or null where the blob is absent.</returns>
    ValueTask<Stream?> OpenAsync(Digest digest, CancellationToken cancellation = default);

    /// <summary>Finds a blob by its hash alone, as source archives are pinned without their size.</summary>
    ValueTask<Digest?> FindAsync(string hash, CancellationToken cancellation = default);
}

/// <summary>A blob that a step needs is absent or was damaged. The engine makes it anew and tries again before anyone sees this.</summary>
public sealed class MissingBlobException(Digest digest, string subject) : BuildException(
    EngineErrors.ContentMissing,
    subject,
    $"blob {digest} is absent from the cache, or was damaged and has been dropped",
    "run the same command again: what made it runs anew")
{
    public Digest Digest { get; } = digest;
}

/// <summary>Where the content of a digest can be read that is not in the store yet: a file of the work tree.</summary>
public interface IContentSource
{
    /// <returns>A path whose file had that digest when it was last looked at, or null.</returns>
    string? PathOf(Digest digest);
}
