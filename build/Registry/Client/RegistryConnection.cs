using OpenLinux.Common.Processes;
using OpenLinux.Common.Reporting;
using OpenLinux.Registry.Authentication;
using OpenLinux.Registry.Transport;

namespace OpenLinux.Registry.Client;

/// <summary>The handlers that requests of one push go through, from the outside in: try again, follow, authorize, connect.</summary>
internal sealed class RegistryConnection : IDisposable
{
    private readonly HostConnections hosts;

    internal RegistryConnection(Uri address, HostConnections hosts, Authorizer authorizer, HttpMessageInvoker patient, HttpMessageInvoker once) =>
        (Address, this.hosts, Authorizer, Patient, Once) = (address, hosts, authorizer, patient, once);

    /// <summary>What <c>v2/</c> stands under.</summary>
    public Uri Address { get; }

    /// <summary>For requests that may arrive twice.</summary>
    public HttpMessageInvoker Patient { get; }

    /// <summary>For requests that may not: they end in <see cref="TransientException"/> where trying again could help.</summary>
    public HttpMessageInvoker Once { get; }

    public Authorizer Authorizer { get; }

    /// <param name="scopes">What tokens are asked for.</param>
    /// <exception cref="Common.Errors.BuildException">No registry answers there.</exception>
    public static async Task<RegistryConnection> OpenAsync(
        string host, IReadOnlyList<string> scopes, RegistrySettings settings, IProcessLauncher launcher, IReporter reporter, CancellationToken cancellation)
    {
        var hosts = new HostConnections(settings);
        try
        {
            var connect = new ConnectionHandler(hosts, settings, new RegistryWarnings(reporter));
            var bare = new HttpMessageInvoker(new RetryHandler(settings, reporter, connect));
            var address = await Endpoint.FindAsync(host, bare, cancellation);
            var credentials = new CredentialLookup(
                DockerConfiguration.Read(DockerFolders.Configuration(settings.Variables)), new CredentialHelper(launcher, settings.Variables));
            var authorizer = new Authorizer(host, credentials, new TokenService(bare), scopes);
            var follow = new RedirectHandler(new AuthorizationHandler(address, authorizer, connect));
            return new RegistryConnection(
                address, hosts, authorizer, new HttpMessageInvoker(new RetryHandler(settings, reporter, follow)), new HttpMessageInvoker(follow));
        }
        catch
        {
            hosts.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Authorizer.Dispose();
        hosts.Dispose();
    }
}
