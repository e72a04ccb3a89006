using OpenLinux.Engine.Content;

namespace OpenLinux.Engine.Remote;

/// <summary>
/// A cache on a server, in the vocabulary of the Remote Execution API: results under the digests of their actions, and blobs under their own.
/// Nothing it gives is believed: who reads verifies. Each call may be made from any thread.
/// </summary>
public interface IRemoteCache : IAsyncDisposable
{
    /// <summary>What messages call it: the address without credentials.</summary>
    string Name { get; }

    /// <summary>Whether it keeps results as files, whose form no server has looked at: then only those that were sealed count.</summary>
    bool IsPlainStorage => false;

    /// <returns>The result, or null where it has none.</returns>
    /// <exception cref="RemoteUnavailableException">It gave no answer that could be used.</exception>
    Task<Reapi.ActionResult?> GetResultAsync(Digest action, CancellationToken cancellation);

    /// <summary>Keeps a result. All blobs that it names are there already.</summary>
    /// <exception cref="RemoteUnavailableException">It did not take it.</exception>
    Task PutResultAsync(Digest action, Reapi.ActionResult result, CancellationToken cancellation);

    /// <returns>Those of the given that it does not hold.</returns>
    /// <exception cref="RemoteUnavailableException">It gave no answer that could be used.</exception>
    Task<IReadOnlySet<Digest>> FindMissingAsync(IReadOnlyCollection<Digest> blobs, CancellationToken cancellation);

    /// <summary>Writes a blob to the stream. The caller verifies what was written, also of what an exception cut off.</summary>
    /// <returns>False where it has none, and nothing was written.</returns>
    /// <exception cref="RemoteUnavailableException">It gave no answer that could be used.</exception>
    Task<bool> ReadAsync(Digest blob, Stream target, CancellationToken cancellation);

    /// <param name="open">Gives the content anew for each attempt.</param>
    /// <exception cref="RemoteUnavailableException">It did not take it.</exception>
    Task WriteAsync(Digest blob, Func<CancellationToken, ValueTask<Stream>> open, CancellationToken cancellation);
}
