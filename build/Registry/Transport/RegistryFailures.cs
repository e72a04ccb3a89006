using System.Net;
using OpenLinux.Engine.Diagnostics;
using OpenLinux.Registry.Authentication;

namespace OpenLinux.Registry.Transport;

/// <summary>Failures that trying again does not cure, each with what to do about it.</summary>
internal static class RegistryFailures
{
    public static BuildException Unreachable(string host, string cause, Exception? inner = null) => new(
        RegistryErrors.Unreachable,
        host,
        $"the registry {cause}",
        "check the name and port, and the network (http_proxy, https_proxy and no_proxy are honoured)",
        inner);

    public static BuildException Untrusted(Uri address, string cause, Exception inner) => new(
        RegistryErrors.Untrusted,
        address.Authority,
        cause,
        $"put the certificate of the authority that signed the registry's into /etc/docker/certs.d/{address.Authority}/ca.crt, or into the system's trust",
        inner);

    public static BuildException PlainHttp(Uri address) => new(
        RegistryErrors.Untrusted,
        address.Authority,
        $"{address.GetLeftPart(UriPartial.Path)} is plain HTTP, which only loopback addresses may speak",
        "let the registry (or what stands before it) speak TLS and name itself by https addresses");

    public static BuildException NotARegistry(Uri address, string answer) => new(
        RegistryErrors.NotARegistry,
        address.Authority,
        $"GET {address} answers {answer}; a registry answers 200 or 401",
        "check the registry's name and port");

    public static BuildException Unauthorized(string subject, string cause, string host) =>
        new(RegistryErrors.Unauthorized, subject, cause, $"docker login {host}");

    /// <summary>Judges an answer of the registry by its errors' codes, else by its status.</summary>
    /// <param name="subject">What was asked for: a blob, a manifest, a tag, with its repository.</param>
    public static async Task<BuildException> OfAsync(string subject, HttpResponseMessage response, Authorizer authorizer)
    {
        var said = $"the registry answers {await RegistryAnswer.DescribeAsync(response)}";
        var codes = await RegistryAnswer.CodesAsync(response);
        if (response.StatusCode == HttpStatusCode.Unauthorized && (authorizer.IsAnonymous || !IsScopeInsufficient(response)))
        {
            return Unauthorized(subject, $"{said}\n{authorizer.Description}", authorizer.Host);
        }

        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden || codes.Contains("DENIED"))
        {
            return new BuildException(
                RegistryErrors.Denied, subject, $"{said}\n{authorizer.Description}", "ask for the right to push to this repository, or log in as someone who has it: docker login " + authorizer.Host);
        }

        if (codes.Contains("NAME_UNKNOWN") || codes.Contains("NAME_INVALID") || (response.StatusCode == HttpStatusCode.NotFound && codes.Count == 0))
        {
            return new BuildException(
                RegistryErrors.RepositoryUnknown, subject, said, "check the repository's name; some registries want it created first");
        }

        return new BuildException(
            RegistryErrors.ContentRefused, subject, said, "its own words say what it does not take; a 413 is often a limit of the proxy before it");
    }

    /// <summary>The token was good, but not for this (RFC 6750, 3.1).</summary>
    private static bool IsScopeInsufficient(HttpResponseMessage response) =>
        response.Headers.WwwAuthenticate.Any(challenge => challenge.Parameter?.Contains("insufficient_scope", StringComparison.Ordinal) ?? false);
}
