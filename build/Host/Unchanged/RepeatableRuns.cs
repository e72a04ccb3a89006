using OpenLinux.Host.Cli;
using OpenLinux.Host.Progress;

namespace OpenLinux.Host.Unchanged;

/// <summary>Runs that do nothing a second time, and all of whose results lie in the checkout or in the daemon. What is not listed always runs.</summary>
internal static class RepeatableRuns
{
    private static readonly HashSet<string> Targets = new(StringComparer.Ordinal)
    {
        "Fetch", "Compile", "Sysroot", "Rootfs", "Inspect", "Papers", "Report", "Oci", "DockerImport", "DockerBuild", "DockerLoad", "Verify", "Tag", "Docker",
    };

    /// <summary>What <c>--explain</c> says comes in whatever order the cores find it.</summary>
    private static readonly HashSet<string> Options = new(StringComparer.Ordinal)
    {
        "target", "arch", "docker-mode", "setup", "cache-dir", "verbosity", "exclusive", "jobs", ProgressSelection.Option,
    };

    /// <summary>At more than these levels, people want to see what happens.</summary>
    private static readonly string[] Levels = ["quiet", "minimal", "normal"];

    /// <summary>Whether a target makes something, and is not about showing or removing what there is.</summary>
    public static bool Makes(string target) => target == "Push" || Targets.Contains(target);

    /// <summary>Whether a task does nothing a second time.</summary>
    public static bool IsRepeatable(string task) => Targets.Contains(task);

    /// <summary>Events have the time in them.</summary>
    public static bool Contain(HostArguments arguments) =>
        arguments.Command.Count == 0
        && arguments.Targets.All(Targets.Contains)
        && arguments.Values.Keys.All(Options.Contains)
        && ProgressSelection.Of(arguments.Value(ProgressSelection.Option)) != ProgressMode.Json
        && (arguments.Value("verbosity") is not { } level || Levels.Contains(VerbosityLevel.NameOf(level)));
}
