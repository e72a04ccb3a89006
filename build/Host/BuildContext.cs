using Cake.Core;
using Cake.Frosting;
using OpenLinux.Configuration;
using OpenLinux.Host.Cli;
using OpenLinux.Host.Pipeline;
using OpenLinux.Host.Reporting;

namespace OpenLinux.Host;

/// <summary>What every task gets: what was asked for, where things are, and the pipeline that makes them. All of it lazy.</summary>
public sealed class BuildContext : FrostingContext, IAsyncDisposable
{
    private readonly Lazy<BuildConfiguration> configuration;
    private readonly Lazy<IReadOnlyList<ArchitectureConfiguration>> architectures;
    private readonly Lazy<BuildServices> services;

    public BuildContext(ICakeContext context, HostArguments arguments)
        : base(context)
    {
        Arguments = arguments;
        Paths = CheckoutLocator.Locate();
        Journal = new TaskJournal(Log, arguments.Has("explain"));
        configuration = new(() => ConfigurationLoader.Load(
            Paths.Config, arguments.Overrides, System.Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH")));
        architectures = new(() => ArchitectureSelection.Of(arguments.All("arch"), Configuration));
        services = new(() => new BuildServices(this));
    }

    public HostArguments Arguments { get; }

    public CheckoutPaths Paths { get; }

    public TaskJournal Journal { get; }

    public BuildConfiguration Configuration => configuration.Value;

    /// <summary>Those that <c>--arch</c> names; one at least.</summary>
    public IReadOnlyList<ArchitectureConfiguration> Architectures => architectures.Value;

    public BuildServices Services => services.Value;

    /// <summary>Cancelled by Ctrl-C and SIGTERM.</summary>
    public CancellationToken Cancellation => Interruption.Token;

    internal Interruption Interruption { get; } = new();

    /// <summary>Does something for every selected architecture, side by side.</summary>
    public Task ForEachArchitectureAsync(Func<ArchitecturePipeline, Task> work) =>
        Task.WhenAll(Architectures.Select(architecture => work(Services.PipelineOf(architecture))));

    public async ValueTask DisposeAsync()
    {
        if (services.IsValueCreated)
        {
            await services.Value.DisposeAsync();
        }

        Interruption.Dispose();
    }
}
