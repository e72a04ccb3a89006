using OpenLinux.Common.Files;
using OpenLinux.Common.Native;
using OpenLinux.Common.Processes;
using OpenLinux.Configuration;
using OpenLinux.Docker;
using OpenLinux.Docker.Client;
using OpenLinux.Docker.Images;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Building;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Remote;
using OpenLinux.Engine.Verification;
using OpenLinux.Host.Cli;
using OpenLinux.Host.Pipeline;
using OpenLinux.Host.Reporting;
using OpenLinux.Host.Stamping;
using OpenLinux.Machine.Prerequisites;
using OpenLinux.Oci;
using OpenLinux.Oci.Naming;
using OpenLinux.Registry;
using OpenLinux.Registry.Pulling;
using OpenLinux.Registry.Pushing;
using OpenLinux.Rootfs.Vetting;
using OpenLinux.Signing.Keys;
using OpenLinux.Signing.Opening;
using OpenLinux.Userland.Origins;
using OpenLinux.Userland.Recipes;
using OpenLinux.Userland.Sources;
using OpenLinux.Userland.Toolchains;

namespace OpenLinux.Host.Lifetime;

/// <summary>
/// The services behind the tasks, each made when first asked for, and the pipelines, whose steps get of them what they need:
/// this is the one place that knows both the command line and the steps.
/// </summary>
public sealed class BuildServices : IDisposable
{
    private readonly BuildContext context;
    private readonly Lazy<RemoteAccess?> remote;
    private readonly Lazy<RemoteExecutionOptions?> execution;
    private readonly Lazy<EngineServices> engine;
    private readonly Lazy<Workbench> bench;
    private readonly Lazy<SourceFetcher> sources;
    private readonly Lazy<IReadOnlyList<Component>> components;
    private readonly Lazy<IDockerClient> docker;
    private readonly Lazy<DaemonChanges> changes;
    private readonly Lazy<RepositoryState?> repository;
    private readonly Lazy<Stamps> stamps;
    private readonly Lazy<Task<OciImageIndex>> index;
    private readonly Lazy<Task<Baseline>> baseline;
    private readonly Lazy<SigningKey?> signing;
    private readonly Dictionary<string, ArchitecturePipeline> pipelines = new(StringComparer.Ordinal);

    public BuildServices(BuildContext context)
    {
        this.context = context;
        Machine = new MachineReadiness(context);
        Containers = new Containers(context);
        remote = new(() => IsDry ? null : RemoteSelection.Of(context, new ProcessLauncher(), () => repository!.Value));
        execution = new(() => IsDry ? null : ExecutorSelection.Of(context, new ProcessLauncher()));
        engine = new(OpenEngine);
        bench = new(() => new Workbench(
            context.Paths, context.Settings, engine.Value.Engine, engine.Value.Store, context.Run.Watch(engine.Value.Digester), Reporter, context.Cancellation)
        {
            IsDry = IsDry,
            FoldsCase = CaseFolding.Of(context.Paths.Root) || CaseFolding.Of(context.CacheFolder),
        });
        sources = new(() => new SourceFetcher(
            engine.Value.Store,
            Launcher,
            Reporter,
            new SourceFetcherSettings(context.CacheFolder)
            {
                IsDry = IsDry,
                Root = context.Paths.Root,
                SourceFolder = Environment.GetEnvironmentVariable(SourceFetcherSettings.FolderVariable),
            })
        {
            Sizes = remote.Value is null ? null : engine.Value.Engine.Ledger,
        });
        components = new(() => ComponentCatalog.Load(context.Paths.Sources, context.Settings.Components));
        docker = new(() => new CakeDockerClient(context));
        changes = new(() => new DaemonChanges(Docker));
        repository = new(() => RepositoryReader.Read(context, context.Paths.Root, context.Reporter));
        stamps = new(() => new Stamps(context.Settings, repository));
        index = new(() => new JoinImages(bench.Value, Stamps).RunAsync(context.Architectures.Select(PipelineOf)));
        baseline = new(() => Baseline.FindAsync(context.CommandLine.Value("with")!, ReadyDockerAsync));
        signing = new(() => context.CommandLine.Value("sign") is { } key ? KeyOf(key).OpenPrivate() : null);
    }

    private bool IsDry => context.Plan is not null;

    private IStepReporter Reporter => context.Plan is { } plan ? plan : context.Reporter;

    /// <summary>Finds what is wrong with how a remote cache is configured, before anything is built.</summary>
    public void CheckRemote() => _ = (remote.Value, execution.Value);

    /// <summary>Finds what is wrong with the key that a push is to be signed with, before anything is built.</summary>
    public void CheckSigning() => _ = signing.Value;

    /// <summary>Waits for what goes to the remote cache, and tells what came of it.</summary>
    /// <returns>Whether there was anything to tell.</returns>
    public bool EndRemote() => engine.IsValueCreated && engine.Value.EndRemoteAsync(context.Cancellation).GetAwaiter().GetResult();

    /// <returns>What of this run's outputs was made so far, by architecture.</returns>
    internal IReadOnlyList<MadeOutputs> Made()
    {
        lock (pipelines)
        {
            return [.. pipelines.Values.Select(pipeline => pipeline.Made())];
        }
    }

    /// <returns>The index of several images; null where none was made.</returns>
    internal OciImageIndex? MadeIndex() => Completed.Of(index);

    /// <summary>In build order; none where no task asked for them.</summary>
    public IReadOnlyList<Component> Components => components.Value;

    public IProcessLauncher Launcher => engine.Value.Launcher;

    public IDockerClient Docker => docker.Value;

    /// <summary>What this run has done to the daemon so far.</summary>
    public DaemonChanges DaemonChanges => changes.Value;

    public Stamps Stamps => stamps.Value;

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
                : pipelines[architecture.Name] = new ArchitecturePipeline(architecture, StepsFor(architecture));
        }
    }

    /// <summary>One image for all selected architectures.</summary>
    public Task<OciImageIndex> JoinImagesAsync() => index.Value;

    public Task PushAsync()
    {
        var registries = new RegistrySettings(ProcessEnvironment.Copy());
        var pusher = new ImagePusher(registries, Launcher, context.Reporter);
        var sign = signing.Value is { } key ? new SignPushed(bench.Value, new ImageSigner(registries, Launcher, context.Reporter, key)) : null;
        return new PushImages(bench.Value, pusher, PushOptions.Of(context.CommandLine, context.Settings.Image.Repository), sign)
            .RunAsync([.. context.Architectures.Select(PipelineOf)], JoinImagesAsync);
    }

    /// <summary>Of the image that the command line names, by its <c>--key</c>. It needs no engine.</summary>
    public async Task<IReadOnlyList<string>> VerifySignatureAsync()
    {
        var image = ImageReference.Parse(context.CommandLine.Value(SignatureTarget.Image)!);
        var given = KeyOf(context.CommandLine.Value(SignatureTarget.Option)!);
        var key = given.OpenPublic();
        using var repository = await RegistryReader.OpenAsync(
            image, new RegistrySettings(ProcessEnvironment.Copy()), new ProcessLauncher(), context.Reporter, context.Cancellation);
        return await new VerifySignature(repository, key, context.Reporter, context.Cancellation).RunAsync(image, given.Name);
    }

    public Task FetchSourcesAsync() => new FetchSources(
        bench.Value, components.Value, sources.Value, isAskedFor: context.CommandLine.Targets.Contains("Fetch")).RunAsync();

    /// <summary>Reads the repository on a thread of its own: loading libgit2 is a fifth of a run with nothing to do.</summary>
    public void AnticipateRepository() => Task.Run(() => repository.Value);

    /// <returns>The pinned toolchain's, where this run compiled with it; else null.</returns>
    public async Task<NativeCompiler?> CompilerForThisMachineAsync()
    {
        foreach (var pipeline in context.Settings.Toolchain.IsPinned ? pipelines.Values.Where(pipeline => pipeline.HasCompiled) : [])
        {
            var toolchain = (await pipeline.CompileAsync()).Toolchain;
            if (toolchain.Tree is { } tree && await engine.Value.FolderHereAsync(tree.Files, context.Cancellation) is { } folder)
            {
                var compiler = Path.Combine(folder, ToolTree.Programs, toolchain.Programs.Cc);
                return new NativeCompiler([compiler, toolchain.LinkerOption], tree.Property.Value);
            }
        }

        return null;
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
        if (signing.IsValueCreated)
        {
            signing.Value?.Dispose();
        }

        if (sources.IsValueCreated)
        {
            sources.Value.Dispose();
        }

        if (engine.IsValueCreated)
        {
            engine.Value.Dispose();
        }
    }

    internal InspectRootfs InspectionOf(ArchitectureConfiguration architecture) =>
        new(bench.Value, architecture, new BuildPlaces(context.Paths.Root, context.CacheFolder));

    private PipelineSteps StepsFor(ArchitectureConfiguration architecture)
    {
        var (tools, mode) = (bench.Value, context.ImageMode);
        var facts = new RunFacts(context.Settings, Stamps, context.CommandLine.Overrides);
        var inspection = InspectionOf(architecture);
        var toolchains = new ToolchainLocator(tools.Engine, tools.Digester, Launcher) { Pinned = new PinnedToolchains(tools.Engine, sources.Value, IsDry ? NotHereAsync : engine.Value.FolderHereAsync) };
        return new PipelineSteps(
            new CompileUserland(tools, architecture, components.Value, sources.Value, toolchains, new StepSandbox(engine.Value.Sandbox, engine.Value.FolderOfAsync, Reporter)),
            new AssembleSysroot(tools, architecture),
            new PackRootfs(tools, architecture, components.Value),
            inspection,
            new TraceFiles(tools, architecture),
            new WritePapers(tools, architecture, facts),
            new WriteReport(tools, architecture, inspection, context.Timeline),
            new WriteOciImage(tools, architecture, Stamps),
            new WriteImagePapers(tools, architecture, facts),
            mode,
            (rootfs, oci) => new LocalImage(
                tools, architecture, new LocalDaemon(Docker, DaemonChanges, context.Run.Images, Machine.Services.Foreign), mode, Stamps, rootfs, oci),
            new CompareImages(tools, architecture, mode, Stamps));
    }

    private KeyReference KeyOf(string given) => new(given, ProcessEnvironment.Copy(), context.Reporter.Warning);

    /// <summary>Nothing is laid out for who only asks.</summary>
    private static Task<string?> NotHereAsync(SubtreeNode tree, CancellationToken cancellation) => Task.FromResult<string?>(null);

    private async Task<IDockerClient> ReadyDockerAsync()
    {
        await Machine.Services.Setup.EnsureAsync(Needs.Docker, [], context.Cancellation);
        return Docker;
    }

    private EngineServices OpenEngine() => EngineServices.Open(
        new EngineOptions
        {
            CacheDirectory = context.CacheFolder,
            StatCachePath = context.Paths.StatCache,
            FailedDirectory = context.Paths.Failed,
            UseCache = !context.CommandLine.Has("no-cache"),
            IsDry = IsDry,
            Sandbox = SandboxSelection.Of(context.CommandLine.Value(SandboxSelection.Option)),
            Verified = IsDry ? VerifiedShare.None : context.CommandLine.Has(VerifiedSelection.AllOption)
                ? VerifiedShare.All
                : VerifiedSelection.Of(context.CommandLine.Value(VerifiedSelection.Option)),
            DescribeDifference = ContentDifference.Of,
            MaxParallel = execution.Value is null ? JobsSelection.Of(context.CommandLine.Value(JobsSelection.Option)) : JobsSelection.Here(context.CommandLine.Value(JobsSelection.Option)),
            Remote = remote.Value,
            Execution = execution.Value,
        },
        Reporter);
}
