namespace OpenLinux.Engine.Remote;

/// <summary>How actions run on a server.</summary>
/// <param name="Server">Disposed of with the engine.</param>
public sealed record RemoteExecutionOptions(IRemoteExecution Server)
{
    /// <summary>Actions that run there at a time.</summary>
    public int Jobs { get; init; } = 16;

    /// <summary>
    /// Where the pinned toolchain lies on every worker, a folder with <c>bin</c>: then its identity is a platform property. Null where the
    /// toolchain goes along as an input.
    /// </summary>
    public string? ToolFolder { get; init; }

    /// <summary>What workers are asked to be, such as <c>container-image</c> or a pool; part of no key of ours.</summary>
    public IReadOnlyDictionary<string, string> Platform { get; init; } = new Dictionary<string, string>();

    /// <summary>How long an action may take, its wait for a worker included.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Whether what cannot run there runs here.</summary>
    public bool FallsBack { get; init; }

    /// <summary>Whether an action also runs here where a core is free: the first to finish counts.</summary>
    public bool Races { get; init; }

    /// <summary>Whether the store sees what the server holds: then outputs stay there until someone reads them.</summary>
    public bool SharesContent { get; init; }
}
