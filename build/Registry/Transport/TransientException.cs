using OpenLinux.Common.Errors;

namespace OpenLinux.Registry.Transport;

/// <summary>Something went wrong that may pass: worth another try.</summary>
/// <param name="reason">A clause about the registry: "answers 503 …", "breaks off: …".</param>
/// <param name="pause">How long the registry asks to be left alone, or null.</param>
internal sealed class TransientException(string reason, TimeSpan? pause = null, Exception? inner = null) : Exception(reason, inner)
{
    public TimeSpan? Pause { get; } = pause;

    /// <summary>Whether no connection came about at all.</summary>
    public bool IsUnreachable { get; init; }

    /// <summary>Whether the host hung up before there was TLS: it may be cut off, or speak none.</summary>
    public bool IsBeforeTls { get; init; }

    /// <summary>What it is when it does not pass.</summary>
    public BuildException Lasting(string host, string subject, int tries) => IsUnreachable
        ? RegistryFailures.Unreachable(host, Message, this)
        : new BuildException(
            RegistryErrors.PushFailed,
            subject,
            $"the registry {Message} (tries without progress: {tries})",
            "try again: what the registry has already is not sent again",
            this);
}
