using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using OpenLinux.Common.Errors;

namespace OpenLinux.Registry.Transport;

/// <summary>Trusts a server by the system's authorities, or by those in its folder of <c>certs.d</c>.</summary>
internal sealed class ServerTrust(RegistryCertificates certificates)
{
    /// <summary>id-kp-serverAuth (RFC 5280, 4.2.1.12).</summary>
    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");

    public RegistryCertificates Certificates { get; } = certificates;

    /// <summary>Why the last certificate was refused; null where none was.</summary>
    public string? Refusal { get; private set; }

    public bool Accepts(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.RemoteCertificateChainErrors && certificate is not null && LeadsToOurs(certificate, chain))
        {
            errors = SslPolicyErrors.None;
        }

        Refusal = errors == SslPolicyErrors.None ? null : Describe(certificate, chain, errors);
        return errors == SslPolicyErrors.None;
    }

    private bool LeadsToOurs(X509Certificate certificate, X509Chain? presented)
    {
        if (Certificates.Authorities.Count == 0)
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(Certificates.Authorities);
        chain.ChainPolicy.ExtraStore.AddRange(presented?.ChainPolicy.ExtraStore ?? []);
        // A site's own authority seldom publishes what it revoked.
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(ServerAuthentication);
        using var leaf = new X509Certificate2(certificate);
        return chain.Build(leaf);
    }

    private static string Describe(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            return "it shows no certificate";
        }

        var reasons = chain?.ChainStatus.Select(status => status.StatusInformation.Trim()).Distinct() ?? [];
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            reasons = reasons.Prepend("it is for another host");
        }

        return $"the certificate of {certificate.Subject}, issued by {certificate.Issuer}, is refused: {string.Join("; ", reasons)}";
    }
}

/// <summary>This machine, which is the one host that may do without TLS: 127.0.0.0/8, ::1 and their usual name, whatever a resolver says of others.</summary>
internal static class Loopback
{
    public static bool Is(Uri address) =>
        address.IdnHost.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(address.DnsSafeHost, out var ip) && IPAddress.IsLoopback(ip));
}

/// <summary>A host that listens but speaks no TLS that this machine understands; its certificate was never seen.</summary>
internal sealed class NoTlsException(Uri address, Exception reason) : BuildException(
    RegistryErrors.Untrusted,
    address.Authority,
    $"no TLS comes about: {reason.GetBaseException().Message}",
    "check the port; a registry that speaks plain HTTP is accepted on loopback addresses alone",
    reason);
