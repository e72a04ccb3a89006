using System.Net.Http.Headers;
using System.Text;

namespace OpenLinux.Registry.Authentication;

/// <summary>What a user proves an identity with. No record: nothing of it may reach a message or a log.</summary>
/// <param name="secret">A password, or an identity token that the token server takes as an OAuth 2 refresh token.</param>
/// <param name="origin">Where it was found, for people.</param>
internal sealed class Credential(string user, string secret, bool isIdentityToken, string origin)
{
    public string User { get; } = user;

    public bool IsIdentityToken { get; } = isIdentityToken;

    public string Secret { get; } = secret;

    /// <summary>RFC 7617. An identity token is for the token server alone.</summary>
    public AuthenticationHeaderValue? Basic => IsIdentityToken
        ? null
        : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Secret}")));

    public override string ToString() => IsIdentityToken ? $"an identity token from {origin}" : $"the password of {User} from {origin}";
}
