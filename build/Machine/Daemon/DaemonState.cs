namespace OpenLinux.Machine.Daemon;

public enum DaemonState
{
    /// <summary>It answered.</summary>
    Reachable,

    /// <summary>There is a socket, and this user may not use it.</summary>
    NotPermitted,

    /// <summary>Nothing answers.</summary>
    Silent,

    /// <summary>Only the client can tell (ssh, TLS).</summary>
    KnownToClient,
}
