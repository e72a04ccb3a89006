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

    private readonly TestFolder folder = new();
    private readonly ConcurrentQueue<string> log = new();
    private readonly TaskCompletionSource<string> listening = new();
    private readonly Process process;

    public LocalRegistry()
        : this(http: "", auth: "")
    {
    }

    private LocalRegistry(string http, string auth)
    {
        var configuration = folder.Write("config.yml", $"""
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
        process = new Process { StartInfo = new ProcessStartInfo("docker-registry", ["serve", configuration]) { RedirectStandardError = true } };
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.Start();
        process.BeginErrorReadLine();
        Host = listening.Task.WaitAsync(Patience).GetAwaiter().GetResult();
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
        process.Kill();
        process.WaitForExit();
        process.Dispose();
        folder.Dispose();
    }

    private void Note(string? line)
    {
        if (line is null)
        {
            listening.TrySetException(new InvalidOperationException($"docker-registry does not start:\n{string.Join('\n', log)}"));
            return;
        }

        log.Enqueue(line);
        if (Listening().Match(line) is { Success: true } match)
        {
            listening.TrySetResult(match.Groups[1].Value);
        }
    }

    [GeneratedRegex(@"msg=""listening on ([0-9.]+:[0-9]+)")]
    private static partial Regex Listening();
}
