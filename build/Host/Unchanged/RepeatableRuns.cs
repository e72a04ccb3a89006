using OpenLinux.Host.Cli;

namespace OpenLinux.Host.Unchanged;

/// <summary>Runs that do nothing a second time, and all of whose results lie in the checkout or in the daemon. What is not listed always runs.</summary>
internal static class RepeatableRuns
{
    private static readonly HashSet<string> Targets = new(StringComparer.Ordinal)
    {
        "Fetch", "Compile", "Sysroot", "Rootfs", "Inspect", "Papers", "Oci", "DockerImport", "DockerBuild", "DockerLoad", "Verify", "Tag", "Docker",
    };

    /// <summary>What <c>--explain</c> says comes in whatever order the cores find it.</summary>
    private static readonly HashSet<string> Options = new(StringComparer.Ordinal)
    {
        "target", "arch", "docker-mode", "setup", "cache-dir", "verbosity", "exclusive", "jobs",
    };

    /// <summary>At more than these levels, people want to see what happens.</summary>
    private static readonly string[] Levels = ["quiet", "minimal", "normal"];

    public static bool Contain(HostArguments arguments) =>
        arguments.Command.Count == 0
        && arguments.Targets.All(Targets.Contains)
        && arguments.Values.Keys.All(Options.Contains)
        && (arguments.Value("verbosity") is not { } level || Levels.Contains(VerbosityLevel.NameOf(level)));
}
