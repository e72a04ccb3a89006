using OpenLinux.Engine.Content;

namespace OpenLinux.Engine.Remote;

/// <summary>A server that runs actions, in the vocabulary of the Remote Execution API (<c>Execution</c>), over the content that it holds.</summary>
public interface IRemoteExecution : IAsyncDisposable
{
    /// <summary>Where the messages and inputs of an action must be before it runs, and where its outputs are afterwards.</summary>
    IRemoteCache Content { get; }

    /// <summary>Runs an action, and waits for it across broken connections.</summary>
    /// <param name="skipCache">Whether to run it even where the server knows its result.</param>
    /// <returns>What it made, whatever its exit code.</returns>
    /// <exception cref="MissingInputsException">The server lacks some of its inputs.</exception>
    /// <exception cref="RemoteTimeoutException">It ran for longer than it may.</exception>
    /// <exception cref="RemoteUnavailableException">No worker, or no result that could be used.</exception>
    Task<Reapi.ActionResult> ExecuteAsync(Digest action, bool skipCache, CancellationToken cancellation);
}

/// <summary>A server lacks inputs of an action that it was to run.</summary>
/// <param name="missing">Those that it named; none where it did not say which.</param>
public sealed class MissingInputsException(IReadOnlyList<Digest> missing) : Exception("inputs are missing on the server")
{
    public IReadOnlyList<Digest> Missing { get; } = missing;
}

/// <summary>An action ran for longer than it may.</summary>
/// <param name="message">The server's.</param>
public sealed class RemoteTimeoutException(string message) : Exception(message);
