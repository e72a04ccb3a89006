using OpenLinux.Common.Errors;
using OpenLinux.Common.Processes;
using OpenLinux.Engine.Remote;
using OpenLinux.Remote.Credentials;
using OpenLinux.Remote.Grpc;
using OpenLinux.Remote.Http;

namespace OpenLinux.Remote.Opening;

/// <summary>Opens a remote cache by its address. No connection is made before something is asked.</summary>
public static class RemoteCaches
{
    /// <exception cref="BuildException">The address (<c>OL710</c>) or a certificate or key (<c>OL711</c>) cannot be used.</exception>
    public static OpenedCache Open(RemoteSettings settings, IProcessLauncher launcher)
    {
        var address = RemoteAddress.Parse(settings.Address);
        var certificates = ClientCertificates.Read(settings);
        var credentials = new RemoteCredentials(address, settings, launcher);
        IRemoteCache cache = address.Scheme switch
        {
            "http" or "https" => new HttpRemoteCache(address, credentials, certificates),
            "grpc" or "grpcs" => GrpcCaches.Open(address, credentials, certificates, settings.Instance),
            _ => throw RemoteAddress.Unusable(address.Shown, $"\"{address.Scheme}\" is no protocol that this build speaks to a cache"),
        };
        return new OpenedCache(cache, certificates.Client is not null || credentials.AreGiven);
    }
}

/// <param name="HasCredentials">Whether it is asked as somebody.</param>
public sealed record OpenedCache(IRemoteCache Cache, bool HasCredentials);
