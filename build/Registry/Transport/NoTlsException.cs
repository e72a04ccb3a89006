using OpenLinux.Engine.Diagnostics;

namespace OpenLinux.Registry.Transport;

/// <summary>A host that listens but speaks no TLS that this machine understands; its certificate was never seen.</summary>
internal sealed class NoTlsException(Uri address, Exception reason) : BuildException(
    RegistryErrors.Untrusted,
    address.Authority,
    $"no TLS comes about: {reason.GetBaseException().Message}",
    "check the port; a registry that speaks plain HTTP is accepted on loopback addresses alone",
    reason);
