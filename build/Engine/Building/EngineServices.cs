using OpenLinux.Common.Errors;
using OpenLinux.Common.Processes;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Execution;
using OpenLinux.Engine.Explanations;
using OpenLinux.Engine.Reporting;
using OpenLinux.Engine.Sandboxes;
using OpenLinux.Engine.Storage;
using OpenLinux.Engine.Verification;

namespace OpenLinux.Engine.Building;

/// <summary>The engine, put together. Disposing it saves the stat cache and, where something ran, trims the cache.</summary>
public sealed class EngineServices : IDisposable
{
    private readonly CacheFolder cache;
    private readonly StatCache statCache;
    private readonly ActionHistory history;
    private readonly TreeArea trees;
    private readonly LocalExecutor executor;
    private readonly BuildEngine engine;
    private readonly SecondRun second;
    private readonly CacheTrimmer trimmer;
    private readonly FailedActions failures;
    private readonly IBuildReporter reporter;
    private readonly DateTimeOffset start = DateTimeOffset.UtcNow;

    private EngineServices(EngineOptions options, IBuildReporter reporter)
    {
        this.reporter = reporter;
        cache = new CacheFolder(options.CacheDirectory);
        statCache = new StatCache(options.StatCachePath);
        trimmer = new CacheTrimmer(cache, options.MaxCacheBytes);
        var store = new FileContentStore(cache);
        Launcher = new ProcessLauncher();
        failures = new FailedActions(options.FailedDirectory, reporter);
        history = new ActionHistory(cache);
        trees = new TreeArea(cache);
        var inputs = new InputContent(store, statCache);
        var programs = Path.Combine(cache.Root, "programs");
        Sandbox = new Sandbox(options.Sandbox, cache, programs);
        executor = new LocalExecutor(store, inputs, Launcher, cache, trees, Sandbox, failures, reporter, options.MaxParallel);
        second = new SecondRun(
            options.Verified,
            cache,
            new OutputComparison(options.DescribeDifference),
            (layered, aside) => new LocalExecutor(layered, inputs, Launcher, aside, trees, Sandbox, failures, reporter, jobs: 1, isSecond: true));
        engine = new BuildEngine(
            store,
            new FileActionCache(cache, store),
            statCache,
            inputs,
            executor,
            second,
            history,
            reporter,
            new BuildEngineOptions(options.UseCache, options.MaxParallel, options.StatCachePath + ".results", programs, options.Time));
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

    /// <summary>Touches no file: folders are made and files read when they are first needed.</summary>
    public static EngineServices Open(EngineOptions options, IBuildReporter reporter) => new(options, reporter);

    public void Dispose()
    {
        if (second.Count > 0)
        {
            reporter.Information($"{second.Count} actions were run twice");
        }

        statCache.Dispose();
        trees.Dispose();
        if (engine.Executed > 0)
        {
            Trim();
        }

        failures.Dispose();
        engine.Dispose();
        history.Dispose();
        cache.Dispose();
    }

    /// <summary>The build is done, and stays done where its cache cannot be trimmed.</summary>
    private void Trim()
    {
        try
        {
            trimmer.Trim(start);
        }
        catch (BuildException failure)
        {
            reporter.Warning(failure.Message);
        }
    }
}
