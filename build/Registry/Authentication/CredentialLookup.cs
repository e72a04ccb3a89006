using OpenLinux.Common.Errors;
using OpenLinux.Oci.Naming;

namespace OpenLinux.Registry.Authentication;

/// <summary>Finds a registry's credentials as Docker's client does: the registry's own helper, else the store of all, else the file itself.</summary>
internal sealed class CredentialLookup(DockerConfiguration configuration, CredentialHelper helper)
{
    /// <summary>Where it looks, for people.</summary>
    public string Place => configuration.Place;

    /// <param name="host">As in the reference: <c>docker.io</c>, <c>ghcr.io</c>, <c>localhost:5000</c>.</param>
    /// <exception cref="BuildException"><c>OL606</c>, <c>OL611</c>.</exception>
    public async Task<Credential?> FindAsync(string host, CancellationToken cancellation)
    {
        var key = host == DockerHub.Host ? DockerHub.CredentialKey : host;
        return configuration.HelperOf(key) is { } name
            ? await helper.GetAsync(name, key, cancellation)
            : configuration.CredentialOf(key);
    }
}
