using OpenLinux.Common.Errors;
using OpenLinux.Common.Text;

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

    /// <param name="asked">What was asked for.</param>
    /// <param name="location">Where the answer leads: an address, or one relative to that.</param>
    /// <exception cref="BuildException"><c>OL614</c>: together they are none.</exception>
    public static Uri Destination(Uri asked, Uri location) => Uri.TryCreate(asked, location, out var address) ? address : throw new BuildException(
        RegistryErrors.NotARegistry,
        asked.Authority,
        $"the Location of its answer is no address: {PrintableText.Of(location.OriginalString)}",
        "check the registry's name, and its configuration where it is yours");

    public static BuildException Unauthorized(string subject, string cause, string host) =>
        new(RegistryErrors.Unauthorized, subject, cause, $"docker login {host}");
}
