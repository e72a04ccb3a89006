using System.Net;

namespace OpenLinux.Registry.Transport;

/// <summary>This machine, which is the one host that may do without TLS: 127.0.0.0/8, ::1 and their usual name, whatever a resolver says of others.</summary>
internal static class Loopback
{
    public static bool Is(Uri address) =>
        address.IdnHost.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(address.DnsSafeHost, out var ip) && IPAddress.IsLoopback(ip));
}
