using OpenLinux.Common.Errors;
using OpenLinux.Common.Processes;
using OpenLinux.Engine.Remote;
using OpenLinux.Remote.Credentials;
using OpenLinux.Remote.Grpc;

namespace OpenLinux.Remote.Opening;

/// <summary>Opens a server whose workers run actions, by its address. No connection is made before something is asked.</summary>
public static class RemoteExecutors
{
    /// <param name="patience">How long an action may take there, its time in a queue included.</param>
    /// <exception cref="BuildException">The address (<c>OL710</c>) or a certificate or key (<c>OL711</c>) cannot be used.</exception>
    public static IRemoteExecution Open(RemoteSettings settings, IProcessLauncher launcher, TimeSpan patience)
    {
        var address = RemoteAddress.Parse(settings.Address);
        return new GrpcRemoteExecution(
            GrpcCaches.Open(address, new RemoteCredentials(address, settings, launcher), ClientCertificates.Read(settings), settings.Instance),
            patience);
    }
}
