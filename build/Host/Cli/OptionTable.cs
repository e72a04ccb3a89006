using OpenLinux.Configuration.Loading;
using OpenLinux.Host.Pipeline;
using OpenLinux.Machine.Setup;

namespace OpenLinux.Host.Cli;

/// <summary>Every option there is. Help, parsing and "did you mean" all read this table.</summary>
internal static class OptionTable
{
    /// <summary>Those that <c>--completions</c> knows.</summary>
    public static IReadOnlyList<string> Shells { get; } = ["bash", "zsh", "fish", "powershell"];

    /// <summary>A task's bare name means the same.</summary>
    public static readonly Option Target =
        new("target", "TASK", "what to do, or the task's name alone; repeat for several (default: Docker)", ForCake: true, Short: "t") { Values = () => TaskCatalog.Names };

    /// <summary>Not in the list: with a value, it is a configuration key.</summary>
    public static readonly Option Version = new("version", null, "say which versions of OpenLinux and Cake these are");

    public static readonly IReadOnlyList<Option> Own =
    [
        Target,
        new("arch", "ARCH,…", "x86_64 (or amd64), aarch64 (or arm64), or all (default: this machine's)") { Values = () => ArchitectureSelection.NamesHere().Append(ArchitectureSelection.All) },
        new("docker-mode", "MODE", "import (default), build (Dockerfile) or load (OCI)") { Values = () => ImageMode.All.Select(mode => mode.Name) },
        new("push", "REF", "push to a registry, without a daemon: ghcr.io/me/openlinux[:TAG]"),
        new("push-from", "PATH", "a repository of that registry to mount blobs from: me/base") { For = ["Push"] },
        new("push-papers", null, "attach the SBOMs and the provenance to what is pushed (OCI referrers)") { For = ["Push"] },
        new("sign", "KEY", "sign what is pushed, for cosign: a PEM file, env://NAME or pkcs11:…") { For = ["Push"] },
        new(SignatureTarget.Option, "PUB", "the public key that must have signed REF, an image on a registry") { For = ["Verify"] },
        new("setup", "POLICY", "missing prerequisites: auto installs, ask asks, never stops") { Values = () => SetupPolicies.Names },
        new("tarball", "FILE", "the rootfs tarball that Inspect vets instead of ours") { For = ["Inspect"] },
        new("with", "TAG|FILE", "the image, archive or tarball that Diff compares with") { For = ["Diff"] },
        new("mount", "HOST:PATH", "bind-mount for Run and Shell; repeat for several") { For = ["Run", "Shell"] },
        new("run-env", "NAME=VALUE", "environment for Run and Shell; repeat for several") { For = ["Run", "Shell"] },
        new("filter", "PATTERN", "which tests Test runs, e.g. '*Engine*'") { For = ["Test", "UnitTest"] },
        new("max-size", "SIZE", "the size that Cache prunes the cache to: 500MB, 5GB, 2GiB") { For = ["Cache"] },
        new("max-age", "DURATION", "Cache prunes what was not used for so long: 12h, 30d, 8w") { For = ["Cache"] },
        new("verify", null, "Cache reads every entry and drops the bad") { For = ["Cache"] },
        new("only", "ROW,…", "which rows Bench measures, e.g. a,d (default: all)") { For = ["Bench"] },
        new("runs", "N", "how often Bench runs each (default: by the row)") { For = ["Bench"] },
        new("bench-dir", "FOLDER", "where Bench makes its trees (default: .cache/bench)") { For = ["Bench"] },
        new("openlinux", "FOLDER", "OpenLinux's own source tree, for a row of Bench") { For = ["Bench"] },
        new(DocumentOutput.Option, null, "print one JSON document, and nothing else, on standard output") { For = ["Images", "Doctor", "Diff", "Inspect"] },
        new("explain", null, "say of every action why it ran"),
        new("profile", "FILE", "write a trace of every action, for chrome://tracing or Perfetto, and sum it up"),
        new("facts", "FILE", "write what came of the run, a line a fact, for scripts and CI"),
        new("no-cache", null, "run every action again, and cache its result"),
        new(VerifiedSelection.Option, "N%", "run so many of the actions twice, and compare what they make"),
        new(VerifiedSelection.AllOption, null, "the same for all of them, whether known or not") { For = ["Verify"] },
        new("no-fast-path", null, "look at everything again, even where nothing has changed since"),
        new(JobsSelection.Option, "N", "how many steps run at a time (default: one a core)"),
        new("remote-race", null, "compiles run on the remote executor and here; the first to finish counts"),
        new(SandboxSelection.Option, "KIND", "what keeps steps from undeclared files: auto (default), landlock, namespaces, none") { Values = () => SandboxSelection.Names },
        new("cache-dir", "FOLDER", "the shared cache (default: $XDG_CACHE_HOME/openlinux)"),
        new("shared-cache", null, "DistClean removes that cache as well") { For = ["DistClean"] },
        new("verbosity", "LEVEL", "quiet, minimal, normal, verbose or diagnostic", ForCake: true, Short: "v") { Values = () => VerbosityLevel.Names },
        new(ProgressSelection.Option, "MODE", "how a run shows itself: auto (default), tty, plain, quiet or json") { Values = () => ProgressSelection.Names },
        new(RepeatTarget.Option, null, "run the step that failed last again, alone, in the folder kept of it"),
        new("tree", null, "show the tasks and what they depend on", ForCake: true),
        new("description", null, "show what each task does", ForCake: true),
        new("dryrun", null, "say which tasks and actions would run, and why; nothing is changed", ForCake: true),
        new("exclusive", null, "run the target without what it depends on", ForCake: true, Short: "e"),
        new("info", null, "show which Cake this is", ForCake: true),
        new("completions", "SHELL", "print what a shell is to source, to complete all this") { Values = () => Shells },
        new("help", "TOPIC", "show this, or what there is to a topic or task", Short: "h") { Values = () => HelpTopic.All.Select(topic => topic.Name), HasOptionalValue = true },
    ];

    /// <summary>Options that are answered before Cake starts; whatever else stands there is not looked at.</summary>
    public static IReadOnlyList<string> Questions { get; } = ["help", Version.Name, "completions"];

    /// <summary>Names of Cake's that mean one of the above.</summary>
    private static readonly Dictionary<string, string> Synonyms = new(StringComparer.Ordinal)
    {
        ["descriptions"] = "description",
        ["showdescription"] = "description",
        ["showdescriptions"] = "description",
        ["showtree"] = "tree",
        ["noop"] = "dryrun",
        ["whatif"] = "dryrun",
        ["Target"] = "target",
    };

    public static Option? Find(string name) =>
        Own.FirstOrDefault(option => option.Name == Synonyms.GetValueOrDefault(name, name));

    public static Option? FindShort(string letter) => Own.FirstOrDefault(option => option.Short == letter);

    public static IEnumerable<string> AllNames =>
        Own.Select(option => option.Name).Concat(ConfigurationKeys.OptionNames);
}

/// <summary>One command-line option, as parsed and as shown by <c>--help</c>.</summary>
/// <param name="Name">Without dashes.</param>
/// <param name="Value">What the value is called in help, or null for a flag.</param>
/// <param name="ForCake">Whether Cake itself understands it.</param>
internal sealed record Option(string Name, string? Value, string Description, bool ForCake = false, string? Short = null)
{
    /// <summary>The tasks that heed it; null where all do.</summary>
    public IReadOnlyList<string>? For { get; init; }

    /// <summary>What the value may be, where that can be listed: for completion. Null where it cannot.</summary>
    public Func<IEnumerable<string>>? Values { get; init; }

    /// <summary>Whether it may stand alone as well.</summary>
    public bool HasOptionalValue { get; init; }

    public bool TakesValue => Value is not null;
}
