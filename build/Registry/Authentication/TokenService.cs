using System.Net;
using System.Text.Json;
using OpenLinux.Common.Errors;
using OpenLinux.Oci.Json;
using OpenLinux.Registry.Content;
using OpenLinux.Registry.Transport;

namespace OpenLinux.Registry.Authentication;

/// <summary>
/// Gets Bearer tokens: with GET and Basic authentication (Docker's token specification), or with POST where there is an
/// identity token (Docker's OAuth 2 specification; RFC 6749, section 6).
/// </summary>
/// <param name="http">Sends requests as they are: no redirect could carry credentials elsewhere.</param>
internal sealed class TokenService(HttpMessageInvoker http)
{
    private const string ClientId = "openlinux-build";

    /// <param name="scopes">As <c>repository:NAME:pull,push</c>.</param>
    /// <exception cref="BuildException">The token server refuses (<c>OL603</c>), or cannot be understood (<c>OL614</c>).</exception>
    public async Task<string> GetAsync(Challenge challenge, IReadOnlyList<string> scopes, Credential? credential, string host, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(challenge.Realm, UriKind.Absolute, out var realm))
        {
            throw NotUnderstood(host, $"its Bearer challenge has no usable realm: {challenge.Realm}");
        }

        using var request = credential is { IsIdentityToken: true }
            ? WithIdentityToken(realm, challenge.Service, scopes, credential)
            : WithPassword(realm, challenge.Service, scopes, credential);
        using var response = await http.SendAsync(request, cancellation);
        return response.StatusCode == HttpStatusCode.OK
            ? await ReadAsync(response, realm, cancellation)
            : throw RegistryFailures.Unauthorized(
                host, $"the token server {realm.Authority} answers {await RegistryAnswer.DescribeAsync(response)}\n{Origin(credential)}", host);
    }

    private static string Origin(Credential? credential) => credential is null ? "no credentials were given" : $"given: {credential}";

    private static HttpRequestMessage WithPassword(Uri realm, string? service, IReadOnlyList<string> scopes, Credential? credential)
    {
        List<(string Name, string Value)> query = [("client_id", ClientId), .. scopes.Select(scope => ("scope", scope))];
        if (service is not null)
        {
            query.Add(("service", service));
        }

        if (credential is not null)
        {
            query.Add(("account", credential.User));
        }

        var address = new UriBuilder(realm)
        {
            Query = string.Join('&', [realm.Query.TrimStart('?'), .. query.Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value)}")]).TrimStart('&'),
        };
        var request = new HttpRequestMessage(HttpMethod.Get, address.Uri);
        request.Headers.Authorization = credential?.Basic;
        return request;
    }

    private static HttpRequestMessage WithIdentityToken(Uri realm, string? service, IReadOnlyList<string> scopes, Credential credential) =>
        new(HttpMethod.Post, realm)
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "refresh_token",
                ["refresh_token"] = credential.Secret,
                ["client_id"] = ClientId,
                ["service"] = service ?? "",
                ["scope"] = string.Join(' ', scopes),
            }),
        };

    private static async Task<string> ReadAsync(HttpResponseMessage response, Uri realm, CancellationToken cancellation)
    {
        try
        {
            using var document = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellation));
            return (document.RootElement.TextOrNull("token") ?? document.RootElement.TextOrNull("access_token")) is { Length: > 0 } token
                ? token
                : throw NotUnderstood(realm.Authority, "the token server's answer holds no token");
        }
        catch (JsonException)
        {
            throw NotUnderstood(realm.Authority, "the token server's answer is not JSON");
        }
    }

    private static BuildException NotUnderstood(string host, string cause) =>
        new(RegistryErrors.NotARegistry, host, cause, "check the registry's name, and its configuration where it is yours");
}
