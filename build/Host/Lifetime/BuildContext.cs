using Cake.Core;
using Cake.Frosting;
using OpenLinux.Common.Files;
using OpenLinux.Configuration;
using OpenLinux.Configuration.Loading;
using OpenLinux.Host.Checkouts;
using OpenLinux.Host.Cli;
using OpenLinux.Host.Pipeline;
using OpenLinux.Host.Profiling;
using OpenLinux.Host.Reporting;
using OpenLinux.Host.Unchanged;
using OpenLinux.Userland.Recipes;

namespace OpenLinux.Host.Lifetime;

/// <summary>What every task gets: what was asked for, where things are, and the pipeline that makes them. All of it lazy.</summary>
public sealed class BuildContext : FrostingContext, IDisposable
{
    private readonly Lazy<BuildConfiguration> configuration;
    private readonly Lazy<IReadOnlyList<ArchitectureConfiguration>> architectures;
    private readonly Lazy<BuildServices> services;

    public BuildContext(ICakeContext context, HostArguments arguments, RunEnding ending, UnchangedRun run)
        : base(context)
    {
        Ending = ending;
        Run = run;
        CommandLine = arguments;
        Paths = CheckoutLocator.Locate();
        Profiler = arguments.Value("profile") is { } file ? new Profiler(new ProfileFile(file)) : null;
        Screen = new RunScreen(arguments, Paths);
        Timeline = new RunTimeline(Paths.RunOfRootfs, Asked(arguments), TimeProvider.System);
        Reporter = new TaskReporter(Screen.Voice, Screen.Watcher, arguments.Has("explain"), Profiler?.Profile, Timeline);
        Plan = arguments.Has("dryrun") ? new PlanReporter(Reporter) : null;
        Outcome = arguments.Value(OutcomeFile.Option) is { } facts ? new OutcomeFile(facts) : null;
        configuration = new(() => ConfigurationLoader.Load(
            Paths.Config,
            arguments.Overrides,
            System.Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH"),
            (names, problems) => ComponentCatalog.Check(Paths.Sources, names, problems)));
        architectures = new(() => ArchitectureSelection.Of(arguments.All("arch"), Settings));
        services = new(() => new BuildServices(this));
    }

    public HostArguments CommandLine { get; }

    public CheckoutPaths Paths { get; }

    /// <summary>The cache that all checkouts share.</summary>
    public string CacheFolder => CacheLocation.Of(CommandLine.Value("cache-dir"));

    internal RunScreen Screen { get; }

    internal TaskReporter Reporter { get; }

    /// <summary>Hears of what would run; null without <c>--dryrun</c>.</summary>
    internal PlanReporter? Plan { get; }

    /// <summary>What ran, for the report.</summary>
    internal RunTimeline Timeline { get; }

    /// <summary>Null without <c>--profile</c>.</summary>
    internal Profiler? Profiler { get; }

    /// <summary>Null without <c>--facts</c>.</summary>
    internal OutcomeFile? Outcome { get; }

    public BuildConfiguration Settings => configuration.Value;

    /// <summary>Those that <c>--arch</c> names; one at least.</summary>
    public IReadOnlyList<ArchitectureConfiguration> Architectures => architectures.Value;

    public ImageMode ImageMode => CommandLine.ImageMode;

    /// <summary>Whether anything asks for the OCI image; <c>docker import</c> needs none.</summary>
    public bool WantsOciImage => ImageMode.WantsOciImage || WantsPush || CommandLine.Targets.Contains("Oci");

    public bool WantsPush => CommandLine.Has("push") || CommandLine.Targets.Contains("Push");

    public BuildServices Services => services.Value;

    /// <summary>Cancelled by Ctrl-C and SIGTERM.</summary>
    public CancellationToken Cancellation => Interruption.Token;

    internal Interruption Interruption { get; } = new();

    internal RunEnding Ending { get; }

    /// <summary>Where the document of <c>--json</c> goes; null where people are to read it.</summary>
    internal DocumentOutput? Document => Ending.Document;

    internal UnchangedRun Run { get; }

    /// <summary>Held from before the first task, by targets that write outputs.</summary>
    internal FileLock? CheckoutLock { get; set; }

    /// <summary>Lets others build in this checkout from now on.</summary>
    internal void ReleaseCheckout()
    {
        CheckoutLock?.Dispose();
        CheckoutLock = null;
    }

    /// <summary>Does something for every selected architecture, side by side.</summary>
    public Task ForEachArchitectureAsync(Func<ArchitecturePipeline, Task> work) =>
        Task.WhenAll(Architectures.Select(architecture => work(Services.PipelineOf(architecture))));

    /// <summary>Without what may be a secret, as the address of a cache can hold one.</summary>
    private static string Asked(HostArguments arguments) => string.Join(' ', [
        .. arguments.Targets.Select(target => $"--target={target}"),
        .. arguments.All("arch").Select(architecture => $"--arch={architecture}"),
    ]);

    public void Dispose()
    {
        if (services.IsValueCreated)
        {
            services.Value.Dispose();
        }

        ReleaseCheckout();
        Interruption.Dispose();
    }
}
