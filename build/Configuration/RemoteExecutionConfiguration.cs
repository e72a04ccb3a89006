using OpenLinux.Configuration.Keys;

namespace OpenLinux.Configuration;

/// <summary>A server whose workers run steps. None of it enters a key: where a step runs is no part of it.</summary>
/// <param name="Executor">Its address; empty or "none" for none.</param>
/// <param name="Fallback">"local" where steps run here when they cannot run there; "none" where that fails the build.</param>
/// <param name="Race">Whether compiles also run here where a core is free.</param>
/// <param name="Toolchain">"inputs" where the pinned toolchain goes along; else the folder that it lies in on every worker.</param>
/// <param name="Timeout">Seconds that a step may take, its wait for a worker included.</param>
/// <param name="Platform">What workers are asked to be.</param>
public sealed record RemoteExecutionConfiguration(
    string Executor, string Fallback, bool Race, string Toolchain, long Timeout, IReadOnlyDictionary<string, string> Platform)
{
    /// <summary>A value of <see cref="Fallback"/>.</summary>
    public const string LocalFallback = "local";

    /// <summary>A value of <see cref="Toolchain"/>.</summary>
    public const string ToolchainAsInputs = "inputs";

    private static readonly NumberRule Seconds = new("seconds, 1 to 86400", 1, 86_400);

    public static RemoteExecutionConfiguration Default { get; } = new(
        "", "none", Race: false, ToolchainAsInputs, Timeout: 900, new Dictionary<string, string>());

    public static KeyTable<RemoteExecutionConfiguration> Keys { get; } = new KeyTable<RemoteExecutionConfiguration>()
        .Add(
            Key.Text("remote.executor", "a server whose workers run steps (docs/remote.md); none for none", "\"grpcs://cluster.example.org\"", TextRules.RemoteExecutor) with { Alias = "remote-executor" },
            (remote, executor) => remote with { Executor = executor })
        .Add(
            Key.Text("remote.fallback", "where steps run that cannot run there: local, or none", "\"local\"", TextRules.RemoteFallback) with { Alias = "remote-fallback" },
            (remote, fallback) => remote with { Fallback = fallback })
        .Add(
            Key.Switch("remote.race", "whether compiles run here as well where a core is free", "true"),
            (remote, race) => remote with { Race = race })
        .Add(
            Key.Text("remote.toolchain", "inputs: the pinned toolchain goes along; else its folder on every worker", "\"/opt/openlinux-toolchain\"", TextRules.RemoteToolchain),
            (remote, toolchain) => remote with { Toolchain = toolchain })
        .Add(
            Key.Number("remote.timeout", "seconds that a step may take there, its wait for a worker included", "900", Seconds),
            (remote, timeout) => remote with { Timeout = timeout })
        .Add(
            Key.Map("remote.platform", "what workers are asked to be", "{ container-image = \"docker://example.org/builder\" }", TextRules.LabelName, TextRules.OneLine),
            (remote, platform) => remote with { Platform = platform });
}
