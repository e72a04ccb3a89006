using System.Net;
using OpenLinux.Registry.Authentication;

namespace OpenLinux.Registry.Client;

/// <summary>Gives the registry's credentials to the registry and to nobody else; gets new ones where it refuses the old.</summary>
internal sealed class AuthorizationHandler(Uri registry, Authorizer authorizer, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Uri.Compare(request.RequestUri, registry, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) != 0)
        {
            request.Headers.Authorization = null;
            return await base.SendAsync(request, cancellationToken);
        }

        var used = authorizer.Current;
        request.Headers.Authorization = used;
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode != HttpStatusCode.Unauthorized
            || await authorizer.RenewAsync(used, response.Headers.WwwAuthenticate, cancellationToken) is not { } renewed)
        {
            return response;
        }

        response.Dispose();
        request.Headers.Authorization = renewed;
        return await base.SendAsync(request, cancellationToken);
    }
}
