using OpenLinux.Common.Reporting;

namespace OpenLinux.Registry.Transport;

/// <summary>Sends a request again where what went wrong may pass. Only for requests that mean the same when they arrive twice.</summary>
internal sealed class RetryHandler(RegistrySettings settings, IReporter reporter, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = request.RequestUri!;
        var tries = new Tries(settings, reporter, address.Authority, $"{request.Method} {address.GetLeftPart(UriPartial.Path)}");
        while (true)
        {
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            catch (TransientException failure)
            {
                await tries.FailedAsync(failure, cancellationToken);
                request.RequestUri = address;
            }
        }
    }
}
