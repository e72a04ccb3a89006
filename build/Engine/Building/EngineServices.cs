using OpenLinux.Common.Errors;
using OpenLinux.Common.Files;
using OpenLinux.Common.Processes;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Execution;
using OpenLinux.Engine.Explanations;
using OpenLinux.Engine.Remote;
using OpenLinux.Engine.Remote.Caching;
using OpenLinux.Engine.Reporting;
using OpenLinux.Engine.Sandboxes;
using OpenLinux.Engine.Storage;
using OpenLinux.Engine.Verification;

namespace OpenLinux.Engine.Building;

/// <summary>The engine, put together. Disposing it ends uploads, saves the stat cache and, where something ran or came, trims the cache.</summary>
public sealed class EngineServices : IDisposable
{
    private readonly CacheFolder cache;
    private readonly StatCache statCache;
    private readonly ActionHistory history;
    private readonly RemoteStorage? remote;
    private readonly TreeArea trees;
    private readonly LocalExecutor executor;
    private readonly IRemoteExecution? workers;
    private readonly BuildEngine engine;
    private readonly SecondRun second;
    private readonly CacheTrimmer trimmer;
    private readonly FailedActions failures;
    private readonly IBuildReporter reporter;
    private readonly HitCounter hits;
    private readonly CacheFolder? drafts;
    private readonly TemporaryFolder? aside;
    private readonly DateTimeOffset start = DateTimeOffset.UtcNow;

    private EngineServices(EngineOptions options, IBuildReporter listener)
    {
        reporter = hits = new HitCounter(listener);
        cache = new CacheFolder(options.CacheDirectory) { IsLeftAlone = options.IsDry };
        statCache = new StatCache(options.StatCachePath);
        trimmer = new CacheTrimmer(cache, options.MaxCacheBytes);
        var disk = new FileContentStore(cache);
        var ownResults = new FileActionCache(cache, disk);
        remote = options.Remote is { } access ? new RemoteStorage(access, disk, cache, reporter) : null;
        if (options.IsDry)
        {
            aside = new TemporaryFolder();
            drafts = new CacheFolder(aside.PathOf("cache"));
        }

        IContentStore store = drafts is null ? remote?.Store ?? disk : new LayeredStore(disk, new FileContentStore(drafts));
        Launcher = new ProcessLauncher();
        failures = new FailedActions(options.FailedDirectory, reporter);
        history = new ActionHistory(cache);
        trees = new TreeArea(cache);
        var inputs = new InputContent(store, statCache);
        var programs = Path.Combine(cache.Root, "programs");
        Sandbox = new Sandbox(options.Sandbox, cache, programs);
        executor = new LocalExecutor(store, inputs, Launcher, cache, trees, Sandbox, failures, reporter, JobsOf(options));
        second = new SecondRun(
            options.Verified,
            cache,
            new OutputComparison(options.DescribeDifference),
            (layered, aside) => new LocalExecutor(layered, inputs, Launcher, aside, trees, Sandbox, failures, reporter, jobs: 1, isSecond: true));
        var slots = new ExecutionSlots(options.MaxParallel, options.Execution?.Jobs ?? 1);
        workers = options.Execution?.Server;
        engine = new BuildEngine(
            store,
            new ActionCaches(remote?.Actions ?? ownResults, ownResults),
            statCache,
            inputs,
            options.Execution is { } execution ? Elsewhere(execution, store, inputs, slots, options.UseCache) : executor,
            slots,
            second,
            history,
            reporter,
            new BuildEngineOptions(options.UseCache, options.MaxParallel, options.StatCachePath + ".results", programs, options.Time, options.IsDry));
        Store = new RestoringStore(store, engine.RestoreAsync);
    }

    /// <summary>What is lost or damaged in it is made again when it is read.</summary>
    public IContentStore Store { get; }

    public IFileDigester Digester => statCache;

    public IProcessLauncher Launcher { get; }

    public IBuildEngine Engine => engine;

    /// <summary>Steps run in it from when it is equipped.</summary>
    public Sandbox Sandbox { get; }

    /// <returns>The folder of this machine that has a tree's files, until this is disposed of.</returns>
    public Task<string> FolderOfAsync(SubtreeNode tree, CancellationToken cancellation) => executor.FolderOfAsync(tree, cancellation);

    /// <summary>For who would make use of a tree, and does without where its files would have to be brought from elsewhere first.</summary>
    /// <returns>The folder that has its files; null where some of them are not on this machine.</returns>
    public async Task<string?> FolderHereAsync(SubtreeNode tree, CancellationToken cancellation)
    {
        foreach (var node in remote is null ? [] : tree.Files!.Nodes.Values)
        {
            if (node is FileNode file && !await Store.IsHereAsync(file.Content, cancellation))
            {
                return null;
            }
        }

        return await FolderOfAsync(tree, cancellation);
    }

    /// <summary>Waits for uploads to the remote cache, and tells what came of it.</summary>
    /// <param name="cancellation">Cancelled, they end at once.</param>
    /// <returns>Whether there was anything to tell.</returns>
    public Task<bool> EndRemoteAsync(CancellationToken cancellation) => remote?.EndAsync(cancellation) ?? Task.FromResult(false);

    /// <summary>Touches no file: folders are made and files read when they are first needed.</summary>
    public static EngineServices Open(EngineOptions options, IBuildReporter reporter) => new(options, reporter);

    public void Dispose()
    {
        remote?.Dispose();
        if (second.Count > 0)
        {
            reporter.Information($"{second.Count} actions were run twice");
        }

        if (drafts is null)
        {
            statCache.Dispose();
        }

        trees.Dispose();
        if (engine.Executed > 0 || remote is { HasBrought: true })
        {
            Settle(() => trimmer.Trim(start));
        }

        if (hits.HasMisses && drafts is null)
        {
            Settle(() => RecentRuns.Add(cache, hits.Take(DateTimeOffset.UtcNow)));
        }

        failures.Dispose();
        engine.Dispose();
        history.Dispose();
        workers?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        cache.Dispose();
        drafts?.Dispose();
        aside?.Dispose();
    }

    /// <summary>Processes that a build system may start at a time: where its compiles run elsewhere, it waits for most of them.</summary>
    private static int JobsOf(EngineOptions options) => Math.Max(options.MaxParallel, options.Execution?.Jobs ?? 0);

    private RemoteExecutor Elsewhere(RemoteExecutionOptions execution, IContentStore store, InputContent inputs, ExecutionSlots slots, bool usesCache) => new(
        execution,
        new RemoteInputs(execution.Server.Content, inputs, new DirectoryReader(store)),
        new RemoteOutputs(execution.Server.Content, store, cache, execution.SharesContent && remote is not null ? remote.Learn : null),
        executor,
        slots,
        reporter,
        usesCache);

    /// <summary>The build is done, and stays done where its cache cannot be trimmed.</summary>
    private void Settle(Action end)
    {
        try
        {
            end();
        }
        catch (BuildException failure)
        {
            reporter.Warning(failure.Message);
        }
    }
}
