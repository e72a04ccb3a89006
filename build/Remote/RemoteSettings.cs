namespace OpenLinux.Remote;

/// <summary>Where a remote cache is, and how to be let in.</summary>
/// <param name="Address">As configured, credentials included.</param>
/// <param name="Variables">The environment: tokens, <c>NETRC</c>, <c>HOME</c>, and <c>PATH</c> for credential helpers.</param>
public sealed record RemoteSettings(string Address, IReadOnlyDictionary<string, string> Variables)
{
    /// <summary>The environment variable that names a remote cache.</summary>
    public const string AddressVariable = "OPENLINUX_REMOTE_CACHE";

    /// <summary>The environment variable that holds a bearer token.</summary>
    public const string TokenVariable = "OPENLINUX_REMOTE_TOKEN";

    /// <summary>REAPI's name of a part of a server; empty for the whole.</summary>
    public string Instance { get; init; } = "";

    /// <summary>A program's name or path; empty for none.</summary>
    public string CredentialHelper { get; init; } = "";

    /// <summary>PEM files: the client's certificate and key, and the authorities that servers are trusted by; empty for none, and the system's.</summary>
    public string Certificate { get; init; } = "";

    /// <inheritdoc cref="Certificate"/>
    public string Key { get; init; } = "";

    /// <inheritdoc cref="Certificate"/>
    public string Authority { get; init; } = "";

    /// <summary>What relative paths are relative to.</summary>
    public string Folder { get; init; } = ".";
}
