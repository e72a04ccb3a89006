using System.Runtime.Versioning;
using OpenLinux.Common.Files;
using OpenLinux.Common.Processes;
using OpenLinux.Remote;
using OpenLinux.Signing.Opening;

namespace OpenLinux.Host.Unchanged;

/// <summary>How a run was called: arguments, folder, environment, terminals and user, as they were when it began.</summary>
internal sealed class Caller(IReadOnlyList<string> arguments)
{
    /// <summary>Where the user's shell or terminal is at, and what build.sh itself sets for the host: nothing that a result could depend on.</summary>
    private static readonly string[] Ignored =
    [
        "PWD", "OLDPWD", "SHLVL", "_", "WINDOWID", "TERM_SESSION_ID", "ITERM_SESSION_ID", "SHELL_SESSION_ID", "TMUX", "TMUX_PANE", "STY",
        "SSH_CLIENT", "SSH_CONNECTION", "SSH_TTY", "GPG_TTY", "XDG_SESSION_ID",
        "DOTNET_CLI_TELEMETRY_OPTOUT", "DOTNET_NOLOGO", "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "DOTNET_EnableWriteXorExecute", "DOTNET_GCgen0size",
        "DOTNET_EnableDiagnostics",
        "OPENLINUX_ROOT", "OPENLINUX_CAKE_PACKAGES", "OPENLINUX_EXPLAIN_FAST_PATH",
        RemoteSettings.TokenVariable, "NETRC",
    ];

    /// <summary>What the host refuses to start with less of.</summary>
    private const ulong OpenFiles = 256;

    private readonly Dictionary<string, string> environment = ProcessEnvironment.Copy();
    private readonly string folder = Environment.CurrentDirectory;
    private readonly ulong terminals = Terminals();

    /// <summary>Passwords and keys are never written down: signing is no run with nothing to do, and nothing else depends on them.</summary>
    private IEnumerable<string> IgnoredHere =>
        Ignored.Concat(KeyReference.SecretVariables).Union(environment.Where(variable => KeyReference.IsSecret(variable.Key, variable.Value)).Select(variable => variable.Key));

    public string? Variable(string name) => environment.GetValueOrDefault(name);

    /// <summary>Of the file that the front looks for, when it is called in the same way.</summary>
    public string FactsName => FactFile.NameOf(arguments, folder, terminals);

    [SupportedOSPlatform("linux")]
    public void Note(FactFile facts)
    {
        foreach (var argument in arguments)
        {
            facts.Add(FactFile.Kind.Argument, argument);
        }

        facts.Add(FactFile.Kind.FolderOfCall, folder);
        facts.Add(FactFile.Kind.Terminals, terminals);
        facts.Add(FactFile.Kind.User, ThisUser.Effective, ThisUser.Real);
        facts.Add(FactFile.Kind.FilesAtLeast, OpenFiles);
        var ignored = IgnoredHere.ToHashSet(StringComparer.Ordinal);
        foreach (var name in ignored)
        {
            facts.Add(FactFile.Kind.Ignored, name);
        }

        foreach (var (name, value) in environment.Where(variable => !ignored.Contains(variable.Key)))
        {
            facts.Add(FactFile.Kind.Variable, $"{name}={value}");
        }
    }

    /// <summary>A bit for each standard stream; above them, the columns of standard output: tables are as wide as it is.</summary>
    private static ulong Terminals() =>
        (Console.IsInputRedirected ? 0u : 1u)
        | (Console.IsOutputRedirected ? 0u : 2u)
        | (Console.IsErrorRedirected ? 0u : 4u)
        | (Console.IsOutputRedirected ? 0u : (ulong)Console.WindowWidth << 8);
}
