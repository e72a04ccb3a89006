using System.Net;
using OpenLinux.Registry.Authentication;

namespace OpenLinux.Registry.Client;

/// <summary>Gives the registry's credentials to the registry and to nobody else; gets new ones where it refuses the old.</summary>
internal sealed class AuthorizationHandler(Uri registry, Authorizer authorizer, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>What another request was given a moment ago may have expired by the time that this one brings it.</summary>
    private const int MostRenewals = 2;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Uri.Compare(request.RequestUri, registry, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) != 0)
        {
            request.Headers.Authorization = null;
            return await base.SendAsync(request, cancellationToken);
        }

        var given = authorizer.Current;
        for (var renewals = 0; ; renewals++)
        {
            request.Headers.Authorization = given;
            var response = await base.SendAsync(request, cancellationToken);
            if (response.StatusCode != HttpStatusCode.Unauthorized
                || renewals == MostRenewals
                || await authorizer.RenewAsync(given, response.Headers.WwwAuthenticate, cancellationToken) is not { } renewed)
            {
                return response;
            }

            response.Dispose();
            given = renewed;
        }
    }
}
