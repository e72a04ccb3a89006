using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using OpenLinux.Common.Errors;
using OpenLinux.Common.Files;

namespace OpenLinux.Remote.Credentials;

/// <summary>What TLS proves both sides with.</summary>
/// <param name="Client">This build's certificate with its key; null for none.</param>
/// <param name="Authorities">Whom servers are trusted by; none for the system's.</param>
internal sealed record ClientCertificates(X509Certificate2? Client, X509Certificate2Collection Authorities)
{
    /// <exception cref="BuildException">A file cannot be used (<c>OL711</c>).</exception>
    public static ClientCertificates Read(RemoteSettings settings)
    {
        var authorities = new X509Certificate2Collection();
        if (settings.Authority.Length > 0)
        {
            Guarded(settings, settings.Authority, path => authorities.ImportFromPemFile(path));
        }

        X509Certificate2? client = null;
        if (settings.Certificate.Length > 0)
        {
            var key = settings.Key.Length > 0 ? Path.GetFullPath(settings.Key, Path.GetFullPath(settings.Folder)) : null;
            Guarded(settings, settings.Certificate, path => client = X509Certificate2.CreateFromPemFile(path, key));
        }

        return new ClientCertificates(client, authorities);
    }

    /// <summary>Whether a connection failed because one side does not believe the other: the next one would as well.</summary>
    public static bool AreRefused(Exception? failure)
    {
        while (failure is not (null or AuthenticationException))
        {
            failure = failure.InnerException;
        }

        return failure is not null;
    }

    /// <summary>For a connection; its defaults where nothing is configured.</summary>
    public SslClientAuthenticationOptions ToOptions()
    {
        var options = new SslClientAuthenticationOptions();
        if (Client is not null)
        {
            options.ClientCertificates = new X509Certificate2Collection(Client);
        }

        if (Authorities.Count > 0)
        {
            options.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                // A site's own authority seldom publishes what it revoked.
                RevocationMode = X509RevocationMode.NoCheck,
            };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(Authorities);
        }

        return options;
    }

    private static void Guarded(RemoteSettings settings, string file, Action<string> read)
    {
        var path = Path.GetFullPath(file, Path.GetFullPath(settings.Folder));
        try
        {
            read(path);
        }
        catch (Exception fault) when (fault is CryptographicException || StorageFaults.IsFault(fault))
        {
            throw new BuildException(
                RemoteSettingsErrors.BadCredentials,
                path,
                fault.Message,
                "remote.certificate, remote.key and remote.authority are PEM files; the key may stand in the certificate's");
        }
    }
}
