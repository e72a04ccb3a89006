using System.Net.Http.Headers;
using OpenLinux.Common.Errors;

namespace OpenLinux.Registry.Authentication;

/// <summary>Holds what the registry lets this push in with. Uploads side by side share it, and renew it once for all.</summary>
/// <param name="scopes">What tokens are to allow: the push first, which alone is indispensable.</param>
internal sealed class Authorizer(string host, CredentialLookup credentials, TokenService tokens, IReadOnlyList<string> scopes) : IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private Credential? credential;
    private bool hasLookedUp;

    public string Host { get; } = host;

    /// <summary>The header to send, or null while the registry has asked for none.</summary>
    public AuthenticationHeaderValue? Current { get; private set; }

    /// <summary>Whether no credentials were given, as none were asked for or found.</summary>
    public bool IsAnonymous => credential is null;

    /// <summary>A sentence on the credentials, without them.</summary>
    public string Description =>
        !hasLookedUp ? "it asked for no credentials"
        : credential is null ? $"there are no credentials for {Host} in {credentials.Place}"
        : $"given: {credential}";

    /// <param name="refused">What the registry has just refused.</param>
    /// <returns>Something else to try, or null where there is nothing.</returns>
    /// <exception cref="BuildException">No token is to be had (<c>OL603</c>), a helper fails (<c>OL606</c>), Docker's configuration is broken (<c>OL611</c>).</exception>
    public async Task<AuthenticationHeaderValue?> RenewAsync(
        AuthenticationHeaderValue? refused, IEnumerable<AuthenticationHeaderValue> offered, CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation);
        try
        {
            if (!ReferenceEquals(Current, refused))
            {
                return Current;
            }

            if (Challenge.Choose(offered) is not { } challenge)
            {
                return null;
            }

            credential = hasLookedUp ? credential : await credentials.FindAsync(Host, cancellation);
            hasLookedUp = true;
            return await AnswerAsync(challenge, cancellation) is { } answer && !answer.Equals(refused) ? Current = answer : null;
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    private async Task<AuthenticationHeaderValue?> AnswerAsync(Challenge challenge, CancellationToken cancellation) => challenge.IsBearer
        ? new AuthenticationHeaderValue("Bearer", await TokenAsync(challenge, cancellation))
        : credential?.Basic;

    /// <summary>Some token servers refuse all where they would refuse one: a repository to mount from must not cost the one to push to.</summary>
    private async Task<string> TokenAsync(Challenge challenge, CancellationToken cancellation)
    {
        try
        {
            return await tokens.GetAsync(challenge, scopes, credential, Host, cancellation);
        }
        catch (BuildException refused) when (refused.Code == RegistryErrors.Unauthorized && scopes.Count > 1)
        {
            return await tokens.GetAsync(challenge, [scopes[0]], credential, Host, cancellation);
        }
    }
}
