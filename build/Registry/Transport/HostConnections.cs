using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;

namespace OpenLinux.Registry.Transport;

/// <summary>Connections to hosts, each with the certificates that Docker's folders hold for it.</summary>
internal sealed class HostConnections(RegistrySettings settings) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<HostConnection>> hosts = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="Common.Errors.BuildException">A certificate in the host's folder cannot be used (<c>OL612</c>).</exception>
    public HostConnection To(Uri address) =>
        hosts.GetOrAdd(address.Authority, _ => new Lazy<HostConnection>(() => Open(address))).Value;

    public void Dispose()
    {
        foreach (var host in hosts.Values)
        {
            if (host.IsValueCreated)
            {
                host.Value.Dispose();
            }
        }
    }

    private HostConnection Open(Uri address)
    {
        var trust = new ServerTrust(CertificateFolder.Read(settings.CertificateFolders, address));
        return new HostConnection(trust, new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = settings.ConnectPatience,
            UseCookies = false,
            // http_proxy and https_proxy are for others than this machine, as Docker's client has it.
            UseProxy = !Loopback.Is(address),
            Proxy = settings.Proxy,
            ActivityHeadersPropagator = null,
            SslOptions = new SslClientAuthenticationOptions
            {
                ClientCertificates = trust.Certificates.Client,
                RemoteCertificateValidationCallback = (_, certificate, chain, errors) => trust.Accepts(certificate, chain, errors),
            },
        }));
    }
}

/// <param name="Trust">What is known of the host's certificate.</param>
internal sealed record HostConnection(ServerTrust Trust, HttpMessageInvoker Http) : IDisposable
{
    public void Dispose() => Http.Dispose();
}
