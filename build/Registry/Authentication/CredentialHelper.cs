using System.Text.Json;
using OpenLinux.Common.Errors;
using OpenLinux.Common.Processes;
using OpenLinux.Common.Text;
using OpenLinux.Oci.Json;
using OpenLinux.Registry.Content;

namespace OpenLinux.Registry.Authentication;

/// <summary>
/// Programs that keep credentials: <c>docker-credential-NAME get</c> reads the registry's key and writes
/// <c>{"ServerURL", "Username", "Secret"}</c> (https://github.com/docker/docker-credential-helpers, README, "Development").
/// </summary>
internal sealed class CredentialHelper(IProcessLauncher launcher, IReadOnlyDictionary<string, string> variables)
{
    /// <summary>What a helper says, and ends with an error, where it has nothing (its <c>credentials.errCredentialsNotFoundMessage</c>).</summary>
    private const string NotFound = "credentials not found in native keychain";

    /// <summary>The user's name that marks the secret as an identity token.</summary>
    private const string TokenUser = "<token>";

    /// <returns>The credential, or null where the helper has none.</returns>
    /// <exception cref="BuildException"><c>OL606</c>.</exception>
    public async Task<Credential?> GetAsync(string name, string key, CancellationToken cancellation)
    {
        var program = $"docker-credential-{name}";
        var result = await RunAsync(program, key, cancellation);
        if (result.ExitCode != 0)
        {
            return result.Stdout.Trim() == NotFound
                ? null
                : throw Failed(program, key, $"exit code {result.ExitCode}: {Complaint(result)}");
        }

        return Parse(program, key, result.Stdout);
    }

    private async Task<ProcessResult> RunAsync(string program, string key, CancellationToken cancellation)
    {
        try
        {
            return await launcher.RunAsync(new ProcessSpec(program, ["get"], Path.GetTempPath(), variables, Input: key), cancellation);
        }
        catch (BuildException missing) when (missing.Code == CommonErrors.ToolMissing)
        {
            throw Failed(program, key, missing.Cause, missing);
        }
    }

    /// <summary>Helpers complain on either stream; what looks like an answer may hold a secret.</summary>
    private static string Complaint(ProcessResult result) =>
        PrintableText.Of(((result.Stdout.Contains('{', StringComparison.Ordinal) ? "" : result.Stdout) + result.Stderr).Trim());

    private static Credential? Parse(string program, string key, string answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            var (user, secret) = (document.RootElement.TextOrNull("Username"), document.RootElement.TextOrNull("Secret"));
            return string.IsNullOrEmpty(secret) ? null : new Credential(user ?? "", secret, user == TokenUser, program);
        }
        catch (JsonException)
        {
            // What it wrote may hold a secret: not a word of it is shown, and no inner exception that quotes it is kept.
            throw Failed(program, key, "its answer is not JSON");
        }
    }

    private static BuildException Failed(string program, string key, string cause, Exception? inner = null) => new(
        RegistryErrors.CredentialHelperFailed,
        $"{program} get, for {key}",
        cause,
        "try it by hand: echo " + ShellCommand.Quote(key) + $" | {program} get; or take it out of credHelpers or credsStore in Docker's config.json",
        inner);
}
