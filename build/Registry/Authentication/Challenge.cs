using System.Net.Http.Headers;
using System.Text;

namespace OpenLinux.Registry.Authentication;

/// <summary>What a registry asks for with a 401 (RFC 9110, 11.6.1; Docker's token specification, "How to authenticate").</summary>
/// <param name="Realm">For Bearer: where tokens are had.</param>
/// <param name="Service">For Bearer: what the token server knows the registry as, or null.</param>
internal sealed record Challenge(bool IsBearer, string? Realm, string? Service)
{
    /// <returns>The one to answer: Bearer before Basic; null where neither is asked for.</returns>
    public static Challenge? Choose(IEnumerable<AuthenticationHeaderValue> offered)
    {
        var challenges = offered.ToList();
        var bearer = challenges.Find(challenge => Is(challenge, "Bearer"));
        if (bearer is not null)
        {
            var parameters = Parameters(bearer.Parameter ?? "");
            return new Challenge(true, parameters.GetValueOrDefault("realm"), parameters.GetValueOrDefault("service"));
        }

        return challenges.Exists(challenge => Is(challenge, "Basic")) ? new Challenge(false, null, null) : null;
    }

    private static bool Is(AuthenticationHeaderValue challenge, string scheme) => challenge.Scheme.Equals(scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary><c>name=value</c> or <c>name="value"</c>, parted by commas; a backslash quotes a character (RFC 9110, 5.6.4 and 11.2).</summary>
    private static Dictionary<string, string> Parameters(string text)
    {
        var parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var position = 0; text.IndexOf('=', position) is >= 0 and var equals;)
        {
            var name = text[position..equals].Trim(' ', ',', '\t');
            (parameters[name], position) = Value(text, equals + 1);
        }

        return parameters;
    }

    private static (string Value, int End) Value(string text, int start)
    {
        while (start < text.Length && text[start] is ' ' or '\t')
        {
            start++;
        }

        if (start >= text.Length || text[start] != '"')
        {
            var comma = text.IndexOf(',', start) is >= 0 and var found ? found : text.Length;
            return (text[start..comma].Trim(), comma);
        }

        var value = new StringBuilder();
        var end = start + 1;
        for (; end < text.Length && text[end] != '"'; end++)
        {
            if (text[end] == '\\' && end + 1 < text.Length)
            {
                end++;
            }

            value.Append(text[end]);
        }

        return (value.ToString(), Math.Min(end + 1, text.Length));
    }
}
