using System.Net;
using OpenLinux.Common.Errors;

namespace OpenLinux.Registry.Transport;

/// <summary>
/// Follows redirects (RFC 9110, 15.4; OCI Distribution Specification 1.1, "API"). The handlers behind it decide by each
/// request's own host what credentials it gets, so that none reach another one.
/// </summary>
internal sealed class RedirectHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const int Most = 10;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (var followed = 0; ; followed++)
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (!IsToFollow(request.Method, response.StatusCode) || response.Headers.Location is not { } location)
            {
                return response;
            }

            response.Dispose();
            if (followed == Most)
            {
                throw new BuildException(
                    RegistryErrors.NotARegistry, request.RequestUri!.Authority, $"more than {Most} redirects, the last to {request.RequestUri.GetLeftPart(UriPartial.Path)}", "check the registry's name");
            }

            request.RequestUri = RegistryFailures.Destination(request.RequestUri!, location);
        }
    }

    /// <summary>The older codes may turn a write into a GET, so that only reads can follow them.</summary>
    private static bool IsToFollow(HttpMethod method, HttpStatusCode status) => status switch
    {
        HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect => true,
        HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther => method == HttpMethod.Get || method == HttpMethod.Head,
        _ => false,
    };
}
