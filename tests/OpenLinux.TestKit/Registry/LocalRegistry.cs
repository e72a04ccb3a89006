using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace OpenLinux.TestKit.Registry;

/// <summary>
/// Debian's <c>docker-registry</c> (distribution 2.8) on a loopback port of its own choice. It keeps its content in memory:
/// on disk it waits for every file to be written through, which is most of a push.
/// </summary>
public sealed partial class LocalRegistry : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestFolder _folder = new();
    private readonly ConcurrentQueue<string> _log = new();
    private readonly TaskCompletionSource<string> _listening = new();
    private readonly Process _process;

    public LocalRegistry()
        : this(http: "", auth: "")
    {
    }

    private LocalRegistry(string http, string auth)
    {
        var configuration = _folder.Write("config.yml", $"""
            version: 0.1
            log:
              level: info
              accesslog:
                disabled: true
            storage:
              inmemory:
            http:
              addr: 127.0.0.1:0
              secret: nothing depends on it
            {http}
            {auth}
            """);
        _process = new Process { StartInfo = new ProcessStartInfo("docker-registry", ["serve", configuration]) { RedirectStandardError = true } };
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.Start();
        _process.BeginErrorReadLine();
        Host = _listening.Task.WaitAsync(Patience).GetAwaiter().GetResult();
    }

    /// <summary>With its port.</summary>
    public string Host { get; }

    public int Port => int.Parse(Host[(Host.LastIndexOf(':') + 1)..], System.Globalization.CultureInfo.InvariantCulture);

    /// <param name="http">More keys of the configuration's <c>http</c>, indented by two.</param>
    public static LocalRegistry WithHttp(string http) => new(http, auth: "");

    /// <param name="auth">The configuration's <c>auth</c>.</param>
    public static LocalRegistry WithAuth(string auth) => new(http: "", auth);

    /// <summary>Who may do anything, with <see cref="User"/> and <see cref="Password"/> alone.</summary>
    public static LocalRegistry WithPassword(string file) => WithAuth($"auth: {{ htpasswd: {{ realm: test, path: {file} }} }}");

    public const string User = "tester";

    public const string Password = "let-me-in";

    /// <summary>As <c>htpasswd -Bbn</c> writes them.</summary>
    public const string PasswordFile = User + ":$2y$05$abcdefghijklmnopqrstuu3Jd./u/rH1RxB6auX5v7gLP6uWhKCgG\n";

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _folder.Dispose();
    }

    private void Note(string? line)
    {
        if (line is null)
        {
            _listening.TrySetException(new InvalidOperationException($"docker-registry does not start:\n{string.Join('\n', _log)}"));
            return;
        }

        _log.Enqueue(line);
        if (Listening().Match(line) is { Success: true } match)
        {
            _listening.TrySetResult(match.Groups[1].Value);
        }
    }

    [GeneratedRegex(@"msg=""listening on ([0-9.]+:[0-9]+)")]
    private static partial Regex Listening();
}
