using System.Net;
using OpenLinux.Common.Errors;
using OpenLinux.Oci.Naming;

namespace OpenLinux.Registry.Transport;

/// <summary>Finds out how a registry is spoken to (OCI Distribution Specification 1.1, "Determining Support", end-1).</summary>
internal static class Endpoint
{
    /// <returns>The address that <c>v2/</c> stands under: https, or http where a loopback address speaks no TLS.</returns>
    /// <exception cref="BuildException">No registry answers there.</exception>
    public static async Task<Uri> FindAsync(string host, HttpMessageInvoker http, CancellationToken cancellation)
    {
        var name = host == DockerHub.Host ? DockerHub.ApiHost : host;
        var secure = new Uri($"https://{name}/");
        try
        {
            return await CheckAsync(secure, http, cancellation);
        }
        catch (BuildException failure) when (Loopback.Is(secure) && failure is NoTlsException or { InnerException: TransientException { IsBeforeTls: true } })
        {
            return await CheckAsync(new Uri($"http://{name}/"), http, cancellation);
        }
    }

    private static async Task<Uri> CheckAsync(Uri address, HttpMessageInvoker http, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, "v2/"));
        using var response = await http.SendAsync(request, cancellation);
        return response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Unauthorized
            ? address
            : throw RegistryFailures.NotARegistry(request.RequestUri!, await RegistryAnswer.DescribeAsync(response));
    }
}
