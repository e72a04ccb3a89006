using System.Text.Json;
using OpenLinux.Common.Errors;
using OpenLinux.Common.Processes;
using OpenLinux.Common.Text;

namespace OpenLinux.Remote.Credentials;

/// <summary>
/// A program that knows the headers to send: <c>HELPER get</c> reads <c>{"uri": …}</c> and writes <c>{"headers": {NAME: [VALUE, …]},
/// "expires": TIME}</c> (https://github.com/EngFlow/credential-helper-spec).
/// </summary>
internal sealed class CredentialHelper(string program, string folder, IReadOnlyDictionary<string, string> variables, IProcessLauncher launcher)
{
    /// <exception cref="BuildException">It fails (<c>OL711</c>); not a word of what it wrote as an answer is shown.</exception>
    public async Task<HelperAnswer> GetAsync(Uri uri, CancellationToken cancellation)
    {
        var path = program.Contains('/', StringComparison.Ordinal) ? Path.GetFullPath(program, folder) : program;
        var input = JsonSerializer.Serialize(new Dictionary<string, string> { ["uri"] = uri.AbsoluteUri });
        var result = await launcher.RunAsync(new ProcessSpec(path, ["get"], folder, variables, Input: input), cancellation);
        if (result.ExitCode != 0)
        {
            throw Failed($"exit code {result.ExitCode}: {PrintableText.Of(result.Stderr.Trim())}");
        }

        try
        {
            using var document = JsonDocument.Parse(result.Stdout);
            return Parse(document.RootElement);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw Failed("its answer is not what a credential helper writes");
        }
    }

    private static HelperAnswer Parse(JsonElement root)
    {
        var headers = new List<KeyValuePair<string, string>>();
        if (root.TryGetProperty("headers", out var named))
        {
            foreach (var header in named.EnumerateObject())
            {
                headers.AddRange(header.Value.EnumerateArray().Select(value => KeyValuePair.Create(header.Name, value.GetString() ?? "")));
            }
        }

        return new HelperAnswer(
            headers,
            root.TryGetProperty("expires", out var expires) && expires.TryGetDateTimeOffset(out var time) ? time : null);
    }

    private BuildException Failed(string cause) => new(
        RemoteSettingsErrors.BadCredentials,
        $"{program} get",
        cause,
        "try it by hand: echo '{\"uri\":\"https://cache.example.org/\"}' | " + $"{ShellCommand.Quote(program)} get; or take it out of remote.credential_helper");
}

/// <param name="Expires">Null where it does not say.</param>
internal sealed record HelperAnswer(IReadOnlyList<KeyValuePair<string, string>> Headers, DateTimeOffset? Expires);
