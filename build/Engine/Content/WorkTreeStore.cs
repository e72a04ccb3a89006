using System.Collections.Concurrent;
using OpenLinux.Common.Files;

namespace OpenLinux.Engine.Content;

/// <summary>
/// The store for steps of this process: files of the work tree are read where they are, without a copy in the store. What is read is held
/// against its digest as a blob is; a file that no longer has it is looked at no more, and only the store counts.
/// </summary>
internal sealed class WorkTreeStore(IContentStore store, IContentSource source) : IContentStore
{
    private readonly ConcurrentDictionary<Digest, bool> changed = new();

    /// <summary>Whether a file of the work tree had that content when it was last looked at.</summary>
    public bool IsInWorkTree(Digest digest) => PathOf(digest) is not null;

    public async ValueTask<bool> ContainsAsync(Digest digest, CancellationToken cancellation = default) =>
        IsInWorkTree(digest) || await store.ContainsAsync(digest, cancellation);

    public async ValueTask<bool> IsHereAsync(Digest digest, CancellationToken cancellation = default) =>
        IsInWorkTree(digest) || await store.IsHereAsync(digest, cancellation);

    public ValueTask<bool> ContainsAllAsync(IReadOnlyCollection<Digest> digests, CancellationToken cancellation = default) =>
        store.ContainsAllAsync([.. digests.Where(digest => !IsInWorkTree(digest))], cancellation);

    public ValueTask BringAsync(IEnumerable<Digest> digests, CancellationToken cancellation = default) =>
        store.BringAsync(digests.Where(digest => !IsInWorkTree(digest)), cancellation);

    public ValueTask<Digest> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation = default) =>
        store.PutAsync(content, cancellation);

    public ValueTask<Digest> PutAsync(Stream content, CancellationToken cancellation = default) => store.PutAsync(content, cancellation);

    public ValueTask<Digest> PutFileAsync(string path, CancellationToken cancellation = default) => store.PutFileAsync(path, cancellation);

    public ValueTask<Digest> TakeFileAsync(string path, CancellationToken cancellation = default) => store.TakeFileAsync(path, cancellation);

    public ValueTask<byte[]?> ReadAsync(Digest digest, CancellationToken cancellation = default) => store.ReadAsync(digest, cancellation);

    /// <summary>A step that lays a blob out needs it in the store: it is none that reads the work tree.</summary>
    public ValueTask<bool> WriteToAsync(Digest digest, string path, int mode, CancellationToken cancellation = default) =>
        store.WriteToAsync(digest, path, mode, cancellation);

    public async ValueTask<bool> CopyToAsync(Digest digest, Stream target, CancellationToken cancellation = default)
    {
        if (PathOf(digest) is not { } path)
        {
            return await store.CopyToAsync(digest, target, cancellation);
        }

        if (TryRead(() => ContentHasher.Open(path)) is { } file)
        {
            await using (file)
            {
                if (ContentHasher.Hash(file, target, cancellation) == digest)
                {
                    return true;
                }
            }
        }

        // What was written is worthless: who asked starts over, and gets it from the store then.
        changed.TryAdd(digest, true);
        return false;
    }

    public async ValueTask<bool> ReadIntoAsync(Digest digest, Memory<byte> target, CancellationToken cancellation = default)
    {
        if (PathOf(digest) is { } path)
        {
            if (TryRead(() => ContentHasher.ReadInto(path, target.Span)) && Digest.Of(target.Span) == digest)
            {
                return true;
            }

            changed.TryAdd(digest, true);
        }

        return await store.ReadIntoAsync(digest, target, cancellation);
    }

    public async ValueTask<bool> ReadUnverifiedAsync(Digest digest, Memory<byte> target, CancellationToken cancellation = default) =>
        (PathOf(digest) is { } path && TryRead(() => ContentHasher.ReadInto(path, target.Span)))
        || await store.ReadUnverifiedAsync(digest, target, cancellation);

    public ValueTask<Stream?> OpenAsync(Digest digest, CancellationToken cancellation = default)
    {
        if (PathOf(digest) is { } path)
        {
            if (TryRead(() => ContentHasher.Open(path)) is { } file)
            {
                return ValueTask.FromResult<Stream?>(file);
            }

            changed.TryAdd(digest, true);
        }

        return store.OpenAsync(digest, cancellation);
    }

    public ValueTask<Digest?> FindAsync(string hash, CancellationToken cancellation = default) => store.FindAsync(hash, cancellation);

    /// <summary>What was read of a file that is open is not its content: it is looked at no more.</summary>
    public void Distrust(Digest digest) => changed.TryAdd(digest, true);

    private string? PathOf(Digest digest) => changed.ContainsKey(digest) ? null : source.PathOf(digest);

    /// <returns>Nothing where the file cannot be read: the store, or who takes it in there, says why.</returns>
    private static T? TryRead<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (StorageFaults.IsFault(fault))
        {
            return default;
        }
    }
}
