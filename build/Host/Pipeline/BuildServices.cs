using OpenLinux.Common.Processes;
using OpenLinux.Configuration;
using OpenLinux.Docker;
using OpenLinux.Docker.Client;
using OpenLinux.Docker.Images;
using OpenLinux.Engine.Building;
using OpenLinux.Host.Checkouts;
using OpenLinux.Host.Lifetime;
using OpenLinux.Host.Stamping;
using OpenLinux.Oci;
using OpenLinux.Userland.Recipes;
using OpenLinux.Userland.Sources;

namespace OpenLinux.Host.Pipeline;

/// <summary>The services behind the tasks, each made when first asked for.</summary>
public sealed class BuildServices : IDisposable
{
    private readonly BuildContext context;
    private readonly Lazy<EngineServices> engine;
    private readonly Lazy<SourceFetcher> sources;
    private readonly Lazy<IReadOnlyList<Component>> components;
    private readonly Lazy<IDockerClient> docker;
    private readonly Lazy<DaemonChanges> changes;
    private readonly Lazy<RepositoryState?> repository;
    private readonly Lazy<Task<OciImageIndex>> multiPlatform;
    private readonly Lazy<Task<Baseline>> baseline;
    private readonly Dictionary<string, ArchitecturePipeline> pipelines = new(StringComparer.Ordinal);

    public BuildServices(BuildContext context)
    {
        this.context = context;
        Machine = new MachineReadiness(context);
        Containers = new Containers(context);
        engine = new(OpenEngine);
        sources = new(() => new SourceFetcher(
            Engine.Store,
            Engine.Launcher,
            context.Journal,
            new SourceFetcherSettings(CacheLocation.Of(context.CommandLine))
            {
                SourceFolder = Environment.GetEnvironmentVariable(SourceFetcherSettings.FolderVariable),
            }));
        components = new(() => ComponentCatalog.Load(context.Paths.Sources, context.Settings.Components));
        docker = new(() => new CakeDockerClient(context));
        changes = new(() => new DaemonChanges(Docker));
        multiPlatform = new(() => new MultiPlatformStage(context).MakeAsync());
        repository = new(() => RepositoryReader.Read(context, context.Paths.Root, context.Journal));
        baseline = new(() => Baseline.FindAsync(context, context.CommandLine.Value("with")!));
    }

    public EngineServices Engine => engine.Value;

    public IProcessLauncher Launcher => Engine.Launcher;

    public SourceFetcher Sources => sources.Value;

    /// <summary>In build order.</summary>
    public IReadOnlyList<Component> Components => components.Value;

    public IDockerClient Docker => docker.Value;

    /// <summary>What this run has done to the daemon so far.</summary>
    public DaemonChanges DaemonChanges => changes.Value;

    /// <summary>Null outside a repository.</summary>
    public RepositoryState? Repository => repository.Value;

    /// <summary>What <c>--with</c> names.</summary>
    public Task<Baseline> BaselineAsync() => baseline.Value;

    public MachineReadiness Machine { get; }

    public Containers Containers { get; }

    public ArchitecturePipeline PipelineOf(ArchitectureConfiguration architecture)
    {
        lock (pipelines)
        {
            return pipelines.TryGetValue(architecture.Name, out var known)
                ? known
                : pipelines[architecture.Name] = new ArchitecturePipeline(context, architecture);
        }
    }

    /// <summary>Reads the repository on a thread of its own: loading libgit2 is a fifth of a run with nothing to do.</summary>
    public void AnticipateRepository() => Task.Run(() => repository.Value);

    /// <summary>One image for all selected architectures.</summary>
    public Task<OciImageIndex> MultiPlatformAsync() => multiPlatform.Value;

    public async Task FetchSourcesAsync(CancellationToken cancellation)
    {
        foreach (var recipe in Components.Select(component => component.Recipe).OfType<UpstreamRecipe>())
        {
            var wasThere = await Engine.Store.FindAsync(recipe.Source.Sha256, cancellation) is not null;
            await Sources.FetchAsync(recipe.Source, cancellation);
            context.Journal.Note(recipe.Source.Name, changed: !wasThere);
        }
    }

    /// <summary>The run failed: what it did to the daemon and did not finish is as it was.</summary>
    public void UndoDaemonChanges()
    {
        if (changes.IsValueCreated)
        {
            changes.Value.Undo();
        }
    }

    public void Dispose()
    {
        if (sources.IsValueCreated)
        {
            sources.Value.Dispose();
        }

        if (engine.IsValueCreated)
        {
            engine.Value.Dispose();
        }
    }

    private EngineServices OpenEngine() => EngineServices.Open(
        new EngineOptions
        {
            CacheDirectory = CacheLocation.Of(context.CommandLine),
            StatCachePath = context.Paths.StatCache,
            FailedDirectory = context.Paths.Failed,
            UseCache = !context.CommandLine.Has("no-cache"),
        },
        context.Journal);
}
