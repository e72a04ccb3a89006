using OpenLinux.Common.Errors;
using OpenLinux.Common.Processes;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Execution;
using OpenLinux.Engine.Explanations;
using OpenLinux.Engine.Reporting;
using OpenLinux.Engine.Storage;

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
    private readonly CacheTrimmer trimmer;
    private readonly FailedActions failures;
    private readonly IBuildReporter reporter;
    private readonly HitCounter hits;
    private readonly DateTimeOffset start = DateTimeOffset.UtcNow;

    private EngineServices(EngineOptions options, IBuildReporter listener)
    {
        reporter = hits = new HitCounter(listener);
        cache = new CacheFolder(options.CacheDirectory);
        statCache = new StatCache(options.StatCachePath);
        trimmer = new CacheTrimmer(cache, options.MaxCacheBytes);
        var store = new FileContentStore(cache);
        Launcher = new ProcessLauncher();
        failures = new FailedActions(options.FailedDirectory, reporter);
        history = new ActionHistory(cache);
        trees = new TreeArea(cache);
        var inputs = new InputContent(store, statCache);
        executor = new LocalExecutor(store, inputs, Launcher, cache, trees, failures, reporter, options.MaxParallel);
        engine = new BuildEngine(
            store,
            new FileActionCache(cache, store),
            statCache,
            inputs,
            executor,
            history,
            reporter,
            new BuildEngineOptions(options.UseCache, options.MaxParallel, options.StatCachePath + ".results", Path.Combine(cache.Root, "programs"), options.Time));
        Store = new RestoringStore(store, engine.RestoreAsync);
    }

    /// <summary>What is lost or damaged in it is made again when it is read.</summary>
    public IContentStore Store { get; }

    public IFileDigester Digester => statCache;

    public IProcessLauncher Launcher { get; }

    public IBuildEngine Engine => engine;

    /// <returns>The folder of this machine that has a tree's files, until this is disposed of.</returns>
    public Task<string> FolderOfAsync(SubtreeNode tree, CancellationToken cancellation) => executor.FolderOfAsync(tree, cancellation);

    /// <summary>Touches no file: folders are made and files read when they are first needed.</summary>
    public static EngineServices Open(EngineOptions options, IBuildReporter reporter) => new(options, reporter);

    public void Dispose()
    {
        statCache.Dispose();
        trees.Dispose();
        if (engine.Executed > 0)
        {
            Settle(() => trimmer.Trim(start));
        }

        if (hits.HasMisses)
        {
            Settle(() => RecentRuns.Add(cache, hits.Take(DateTimeOffset.UtcNow)));
        }

        failures.Dispose();
        engine.Dispose();
        history.Dispose();
        cache.Dispose();
    }

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
