using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace OpenLinux.Common.Errors;

/// <summary>
/// A proxy that opens no way to a host. What .NET says of it names the proxy by its whole address, with user and password: of that
/// message only the status is taken, and neither it nor its exception may be handed on.
/// </summary>
/// <param name="Status">The proxy's answer to CONNECT (RFC 9110, 9.3.6); null where it speaks SOCKS.</param>
public sealed partial record ProxyRefusal(string Proxy, HttpStatusCode? Status)
{
    public static ProxyRefusal Of(HttpRequestException refused, Uri address, IWebProxy proxy) =>
        new(proxy.GetProxy(address)?.Authority ?? "", Code().Match(refused.Message) is { Success: true } match
            ? (HttpStatusCode)int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
            : null);

    /// <summary>Whether another try may fare better: what the proxy forbids, or wants other credentials for, it still will.</summary>
    public bool MayPass => Status is null or >= HttpStatusCode.InternalServerError;

    /// <summary>A clause: "the proxy …".</summary>
    public override string ToString() => Status is { } status
        ? $"the proxy {Proxy} answers {(int)status} {status}"
        : $"the proxy {Proxy} opens no connection";

    [GeneratedRegex(@"'([1-5][0-9]{2})'\D*$")]
    private static partial Regex Code();
}
