using OpenLinux.Common.Errors;

namespace OpenLinux.Signing.Keys;

/// <summary>What opens a key: the value of a variable, which is never shown.</summary>
/// <param name="variables">The environment.</param>
/// <param name="others">What cosign reads it from.</param>
internal sealed class KeyPassword(IReadOnlyDictionary<string, string> variables, params IReadOnlyList<string> others)
{
    /// <summary>The environment variable that holds the password of a key, or the PIN of a token.</summary>
    public const string Variable = "OPENLINUX_SIGN_PASSWORD";

    private IEnumerable<string> Names => others.Prepend(Variable);

    /// <summary>The first that is set, be it to nothing; null where none is.</summary>
    public string? Value => Names.Select(name => variables.GetValueOrDefault(name)).FirstOrDefault(value => value is not null);

    /// <param name="key">The key's name.</param>
    public BuildException Missing(string key, string what) => new(
        SigningErrors.PasswordRefused, key, $"it has a {what}, and none of {Listed} is set", Fix);

    public BuildException Wrong(string key, string what) => new(
        SigningErrors.PasswordRefused, key, $"its {what} is not what {Names.First(name => variables.ContainsKey(name))} holds", Fix);

    private string Listed => string.Join(" and ", Names);

    private static string Fix => $"set {Variable}; in a workflow: env: {Variable}: ${{{{ secrets.{Variable} }}}}";
}
