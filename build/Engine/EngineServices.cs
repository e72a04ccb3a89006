using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Execution;
using OpenLinux.Engine.Explanations;
using OpenLinux.Engine.Processes;
using OpenLinux.Engine.Reporting;
using OpenLinux.Engine.Storage;

namespace OpenLinux.Engine;

/// <summary>The engine, put together. Disposing it saves the stat cache and, where something ran, trims the cache.</summary>
public sealed class EngineServices : IDisposable
{
    private readonly CacheFolder cache;
    private readonly StatCache statCache;
    private readonly BuildEngine engine;
    private readonly CacheTrimmer trimmer;
    private readonly DateTimeOffset start = DateTimeOffset.UtcNow;

    private EngineServices(EngineOptions options, IBuildReporter reporter)
    {
        cache = new CacheFolder(options.CacheDirectory);
        statCache = new StatCache(options.StatCachePath);
        trimmer = new CacheTrimmer(cache, options.MaxCacheBytes);
        Store = new FileContentStore(cache);
        ActionCache = new FileActionCache(cache, Store);
        Launcher = new ProcessLauncher();
        engine = new BuildEngine(
            Store,
            ActionCache,
            statCache,
            new LocalExecutor(Store, Launcher, cache, new FailedActions(options.FailedDirectory)),
            new ActionHistory(cache),
            reporter,
            new BuildEngineOptions(options.UseCache, options.MaxParallel));
    }

    public IContentStore Store { get; }

    public IActionCache ActionCache { get; }

    public IFileDigester Digester => statCache;

    public IProcessLauncher Launcher { get; }

    public IBuildEngine Engine => engine;

    /// <summary>Touches no file: folders are made and files read when they are first needed.</summary>
    public static EngineServices Open(EngineOptions options, IBuildReporter reporter) => new(options, reporter);

    public void Dispose()
    {
        statCache.Dispose();
        if (engine.Executed > 0)
        {
            trimmer.Trim(start);
        }

        engine.Dispose();
        cache.Dispose();
    }
}
