using System.Security.Cryptography.X509Certificates;

namespace OpenLinux.Registry.Transport;

/// <param name="Authorities">Who, besides the system's own authorities, may vouch for the registry.</param>
/// <param name="Client">What this machine shows where the registry asks for it.</param>
internal sealed record RegistryCertificates(X509Certificate2Collection Authorities, X509Certificate2Collection Client);
