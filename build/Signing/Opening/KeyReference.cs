using OpenLinux.Common.Errors;
using OpenLinux.Common.Files;
using OpenLinux.Common.Text;
using OpenLinux.Signing.Keys;
using OpenLinux.Signing.Tokens;

namespace OpenLinux.Signing.Opening;

/// <summary>Where a key is: a file, an environment variable (<c>env://NAME</c>), or a token (<c>pkcs11:…</c>, RFC 7512).</summary>
/// <param name="text">As it was given.</param>
/// <param name="variables">The environment: where keys and passwords may be.</param>
/// <param name="warn">Told what is unwise about how a key is kept.</param>
public sealed class KeyReference(string text, IReadOnlyDictionary<string, string> variables, Action<string> warn)
{
    private const string VariableScheme = "env://";

    /// <summary>Where cosign reads the password of a key from.</summary>
    private const string CosignPassword = "COSIGN_PASSWORD";

    private const string PemStart = "-----BEGIN";
    private const string PrivateLabel = "PRIVATE KEY-----";

    /// <summary>Environment variables that hold secrets, by their names.</summary>
    public static readonly IReadOnlyList<string> SecretVariables = [KeyPassword.Variable, CosignPassword, TokenKeys.PinVariable];

    public string Name { get; } = Shown(text);

    private bool IsFile => !text.StartsWith(VariableScheme, StringComparison.Ordinal);

    /// <summary>Whether a variable of the environment is a secret of this kind: a password, or a private key in PEM under whatever name.</summary>
    public static bool IsSecret(string name, string value) =>
        SecretVariables.Contains(name) || (value.Contains(PemStart, StringComparison.Ordinal) && value.Contains(PrivateLabel, StringComparison.Ordinal));

    /// <summary>What can be shown of what was given: neither a PIN nor a key.</summary>
    public static string Shown(string text) =>
        text.Contains(PemStart, StringComparison.Ordinal) ? "(a key)"
        : text.StartsWith(Pkcs11Uri.Scheme, StringComparison.Ordinal) ? Pkcs11Uri.ShownOf(text)
        : PrintableText.Of(text);

    /// <exception cref="BuildException">It is not to be had (<c>OL801</c>, <c>OL804</c>), of another kind (<c>OL802</c>), or does not open (<c>OL803</c>).</exception>
    public SigningKey OpenPrivate()
    {
        if (text.StartsWith(Pkcs11Uri.Scheme, StringComparison.Ordinal))
        {
            return TokenKeys.Open(Pkcs11Uri.Parse(text), variables);
        }

        var pem = Read();
        if (IsFile)
        {
            WarnOfReaders();
        }

        return Pem().ReadPrivate(pem);
    }

    /// <inheritdoc cref="OpenPrivate"/>
    public VerificationKey OpenPublic() => text.StartsWith(Pkcs11Uri.Scheme, StringComparison.Ordinal)
        ? throw new BuildException(
            SigningErrors.KeyUnsuitable, Name, "a public key is read from a file or a variable, so that whoever verifies needs no token", "cosign public-key --key 'pkcs11:…' >cosign.pub")
        : Pem().ReadPublic(Read());

    private PemKeys Pem() => new(Name, new KeyPassword(variables, CosignPassword));

    private string Read() =>
        text.Contains(PemStart, StringComparison.Ordinal) ? throw new BuildException(
            SigningErrors.KeyUnreadable, Name, "the key itself stands on the command line, where every user of this machine can read it", "put it into a file, or into an environment variable and name that: env://NAME")
        : IsFile ? ReadFile()
        : variables.GetValueOrDefault(text[VariableScheme.Length..]) is { Length: > 0 } value ? value
        : throw new BuildException(
            SigningErrors.KeyUnreadable,
            Name,
            "there is no such environment variable, or it is empty",
            "set it; in a workflow of GitHub: env: SIGN_KEY: ${{ secrets.SIGN_KEY }}, which is empty for pull requests of forks");

    private string ReadFile()
    {
        try
        {
            return File.ReadAllText(text);
        }
        catch (Exception fault) when (StorageFaults.IsFault(fault))
        {
            throw new BuildException(
                SigningErrors.KeyUnreadable,
                Name,
                fault is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : "the file cannot be read by this user",
                "name a PEM file of this user, env://NAME for an environment variable, or pkcs11:… for a token",
                fault);
        }
    }

    private void WarnOfReaders()
    {
        const int others = 0b000_100_100;
        if (!OperatingSystem.IsWindows() && FileStatus.Of(text) is { } status && (status.Mode & others) != 0)
        {
            warn($"{Name} can be read by other users of this machine: chmod 600 {Name}");
        }
    }
}
