using System.Collections.Concurrent;
using OpenLinux.Common.Errors;
using OpenLinux.Common.Files;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Execution;
using OpenLinux.Engine.Storage;

namespace OpenLinux.Engine.Verification;

/// <summary>
/// Runs actions again where other things are otherwise: the folder, the user's name, time zone, locale, the second, and the number of
/// cores. What it makes lies aside, and is gone when it has been compared.
/// </summary>
/// <param name="cache">The second run's own cache lies in its temporary area.</param>
/// <param name="open">Makes what runs commands, in that cache.</param>
internal sealed class SecondRun(
    VerifiedShare share, CacheFolder cache, OutputComparison comparison, Func<IContentStore, CacheFolder, IActionExecutor> open)
{
    /// <summary>Longer than a second: what tells the time in seconds tells another one.</summary>
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(1.1);

    private readonly ConcurrentDictionary<Digest, bool> verified = new();
    private int count;

    public bool IsWanted => !share.IsNone;

    public int Count => Volatile.Read(ref count);

    /// <summary>Each once; steps of this process where that changes nothing outside of it.</summary>
    public bool Takes(ActionSpec spec, Digest key) =>
        IsWanted && spec.Builtin is null or { IsPure: true } && share.Holds(key) && verified.TryAdd(key, true);

    /// <param name="store">Has the inputs, and what the first run made.</param>
    /// <param name="first">What that made.</param>
    /// <exception cref="BuildException">It made something else (<c>OL333</c>).</exception>
    public async Task VerifyAsync(ActionSpec spec, FileTree first, IContentStore store, CancellationToken cancellation)
    {
        Interlocked.Increment(ref count);
        var root = cache.Temporary.NewPath();
        try
        {
            using var aside = new CacheFolder(root);
            var layered = new LayeredStore(store, new FileContentStore(aside));
            var second = await RunAsync(spec, layered, aside, cancellation);
            var expanded = await new DirectoryReader(layered).ExpandAsync(second, cancellation) ?? second;
            if (await comparison.OfAsync(first, store, expanded, layered, cancellation) is { } difference)
            {
                throw NotReproducible(spec, difference, null);
            }
        }
        catch (ActionFailedException failure)
        {
            throw NotReproducible(spec, $"it failed: {failure.Cause}", failure);
        }
        finally
        {
            FolderRemoval.TryRemove(root);
        }
    }

    private async Task<FileTree> RunAsync(ActionSpec spec, IContentStore layered, CacheFolder aside, CancellationToken cancellation)
    {
        if (spec.Builtin is { } builtin)
        {
            var memory = new StepMemory(new FileActionCache(aside, layered), isRead: false);
            return (await builtin.RunAsync(spec, new BuiltinServices(layered, memory, Parallel: 1), cancellation)).Outputs;
        }

        if (spec.Machine is not null)
        {
            await Task.Delay(Later, cancellation);
        }

        return (await open(layered, aside).ExecuteAsync(spec with { Attendant = null }, cancellation)).Outputs;
    }

    private static BuildException NotReproducible(ActionSpec spec, string difference, Exception? inner) => new(
        EngineErrors.NotReproducible,
        spec.Label,
        $"{spec.Mnemonic} was run again, in another folder, with another user name, time zone, locale and number of cores, a moment later: {difference}.",
        "find what of these it reads, and have it read none of them; its result is not kept",
        inner);
}
