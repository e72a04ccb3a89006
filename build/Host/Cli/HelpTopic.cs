using OpenLinux.Common.Errors;
using OpenLinux.Common.Text;
using OpenLinux.Host.Errors;

namespace OpenLinux.Host.Cli;

/// <summary>What <c>--help=TOPIC</c> tells of. Options of tasks go with the tasks; a new one of all tasks is in the first topic until it is named here.</summary>
/// <param name="Document">What has all of it.</param>
internal sealed record HelpTopic(string Name, string Summary, string Document)
{
    public static readonly HelpTopic Build = new("build", "from source to the root filesystem, and how steps run", "docs/architecture.md")
    {
        Tasks = ["Fetch", "Compile", "Sysroot", "Rootfs", "Inspect", "Papers", "Report", "Doctor"],
    };

    public static readonly HelpTopic Questions = new("questions", "what shows something, and builds nothing", "docs/command-line.md")
    {
        Options = ["tree", "description", "dryrun", "info", "version", "completions", "help"],
    };

    public static readonly HelpTopic Configuration = new("configuration", "every key of config/, as an option for one run", "docs/configuration.md") { KeyPrefix = "" };

    public static readonly IReadOnlyList<HelpTopic> All =
    [
        Build,
        new("running", "what a run shows of itself, and a failed step again", "docs/running.md")
        {
            Tasks = ["Repeat"],
            Options = ["verbosity", "progress", "repeat", "explain", "profile", "facts"],
        },
        new("images", "the image: made, tagged, run, compared", "docs/images.md")
        {
            Tasks = ["Docker", "DockerImport", "DockerBuild", "DockerLoad", "Verify", "Tag", "Oci", "Images", "Run", "Shell", "Diff"],
            Options = ["docker-mode"],
            KeyPrefix = "image.",
        },
        new("push", "to a registry, without a daemon; signatures", "docs/images.md, docs/signing.md") { Tasks = ["Push", "VerifySignature"], Options = ["push"] },
        new("cache", "what is kept from run to run, and how it goes", "docs/cache.md")
        {
            Tasks = ["Cache", "Clean", "DistClean"],
            Options = ["cache-dir", "no-cache", "no-fast-path"],
        },
        new("remote", "a cache and workers on a server", "docs/remote.md") { Options = ["remote-race"], KeyPrefix = "remote." },
        new("tests", "the project's own tests and measurements", "CONTRIBUTING.md") { Tasks = ["Test", "UnitTest", "Bench"] },
        Questions,
        Configuration,
    ];

    public IReadOnlyList<string> Tasks { get; init; } = [];

    /// <summary>Of those that all tasks heed.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>The configuration keys that belong to it by their paths; null for none.</summary>
    public string? KeyPrefix { get; init; }

    /// <param name="name">A topic's or a task's; a topic goes first.</param>
    /// <exception cref="BuildException">It is neither (<c>OL014</c>).</exception>
    public static HelpTopic Of(string name) =>
        All.FirstOrDefault(topic => topic.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? All.FirstOrDefault(topic => topic.Tasks.Contains(name, StringComparer.OrdinalIgnoreCase))
        ?? throw new BuildException(
            HostErrors.BadOptionValue,
            $"--help={name}",
            Nearest.To(name, All.Select(topic => topic.Name).Concat(TaskCatalog.Names)) is { } nearest
                ? $"There is no such topic; the nearest is {nearest}."
                : "There is no such topic.",
            $"One of: {string.Join(", ", All.Select(topic => topic.Name))}; or a task's name.");

    public static HelpTopic Of(Option option) =>
        All.FirstOrDefault(topic => topic.Options.Contains(option.Name))
        ?? (option.For is { } tasks ? Of(tasks[0]) : Build);
}
