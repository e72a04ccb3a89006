using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using OpenLinux.Common.Errors;

namespace OpenLinux.Registry.Transport;

/// <summary>
/// A registry's folder in Docker's <c>certs.d</c>: every <c>*.crt</c> is a CA that vouches for it, every <c>*.cert</c> with the
/// <c>*.key</c> of its name a certificate that vouches for us (Docker documentation, "Verify repository client with certificates").
/// </summary>
internal static class CertificateFolder
{
    /// <exception cref="BuildException"><c>OL612</c>.</exception>
    public static RegistryCertificates Read(IReadOnlyList<string> folders, Uri address)
    {
        var certificates = new RegistryCertificates([], []);
        foreach (var folder in folders.SelectMany(folder => NamesOf(address).Select(name => Path.Join(folder, name))).Where(Directory.Exists))
        {
            foreach (var file in Files(folder, "*.crt"))
            {
                Load(file, () => certificates.Authorities.ImportFromPemFile(file));
            }

            foreach (var file in Files(folder, "*.cert"))
            {
                Load(file, () => certificates.Client.Add(WithKey(file, Path.ChangeExtension(file, ".key"))));
            }
        }

        return certificates;
    }

    /// <summary>The port is part of the name where the reference has one; Windows takes no colon.</summary>
    private static IEnumerable<string> NamesOf(Uri address)
    {
        string[] names = [address.Authority, $"{address.Host}:{address.Port}"];
        return names.Select(name => OperatingSystem.IsWindows() ? name.Replace(":", "", StringComparison.Ordinal) : name).Distinct();
    }

    private static IEnumerable<string> Files(string folder, string pattern)
    {
        try
        {
            return Directory.GetFiles(folder, pattern).Order(StringComparer.Ordinal);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw Unusable(folder, refused);
        }
    }

    private static X509Certificate2 WithKey(string certificate, string key)
    {
        using var loaded = X509Certificate2.CreateFromPemFile(certificate, key);
        // TLS on Windows wants a key of its own store, which only a PKCS#12 import makes.
        return X509CertificateLoader.LoadPkcs12(loaded.Export(X509ContentType.Pkcs12), null);
    }

    private static void Load(string file, Action load)
    {
        try
        {
            load();
        }
        catch (Exception unusable) when (unusable is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw Unusable(file, unusable);
        }
    }

    private static BuildException Unusable(string path, Exception reason) => new(
        RegistryErrors.CertificateUnreadable,
        path,
        reason.Message,
        "a *.crt file holds CA certificates, a *.cert file a client certificate with its key in the *.key file of the same name, all PEM and readable by this user",
        reason);
}

/// <param name="Authorities">Who, besides the system's own authorities, may vouch for the registry.</param>
/// <param name="Client">What this machine shows where the registry asks for it.</param>
internal sealed record RegistryCertificates(X509Certificate2Collection Authorities, X509Certificate2Collection Client);
