using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Execution;
using OpenLinux.Engine.Explanations;
using OpenLinux.Engine.Headers;
using OpenLinux.Engine.Reporting;
using OpenLinux.Engine.Verification;

namespace OpenLinux.Engine.Building;

/// <inheritdoc />
internal sealed class BuildEngine : IBuildEngine, IDisposable
{
    /// <summary>How often a step may miss one and the same content: another one may drop what it found damaged just as it was made again.</summary>
    private const int MostMisses = 3;

    private readonly IContentStore store;
    private readonly IActionExecutor executor;
    private readonly ActionHistory history;
    private readonly IBuildReporter reporter;
    private readonly BuildEngineOptions options;
    private readonly DirectoryReader directories;
    private readonly ResultMemo memo;
    private readonly ActionKeys keys;
    private readonly SecondRun second;
    private readonly ActionExplainer explainer;
    private readonly ProducedOutputs produced = new();
    private readonly InFlightActions inFlight = new();
    private readonly PlannedResults planned = new();
    private readonly ConcurrentDictionary<ActionSpec, ActionChain> recalled = new(ReferenceEqualityComparer.Instance);
    private readonly InputStaging staging;
    private readonly ExecutionSlots slots;
    private readonly BuiltinServices builtins;
    private int executed;

    public BuildEngine(
        IContentStore store,
        ActionCaches caches,
        IContentSource source,
        InputContent inputs,
        IActionExecutor executor,
        ExecutionSlots slots,
        SecondRun second,
        ActionHistory history,
        IBuildReporter reporter,
        BuildEngineOptions options)
    {
        var cache = caches.Shared;
        this.slots = slots;
        memo = new ResultMemo(options.MemoPath, cache);
        this.store = store;
        this.executor = executor;
        this.second = second;
        this.history = history;
        this.reporter = reporter;
        this.options = options;
        directories = new DirectoryReader(store);
        var manifests = new HeaderManifests(cache);
        keys = new ActionKeys(caches, store, inputs, directories, manifests, memo);
        explainer = new ActionExplainer(history, store, directories, manifests);
        Ledger = new ActionLedger(store, cache, history, explainer, reporter, options, executor as RemoteExecutor);
        var workTree = new WorkTreeStore(store, source);
        staging = new InputStaging(store, source, workTree, directories, produced);
        builtins = new BuiltinServices(workTree, new StepMemory(cache, options.UseCache), options.MaxParallel);
    }

    public IActionLedger Ledger { get; }

    /// <summary>How many steps ran instead of being answered from the cache.</summary>
    public int Executed => Volatile.Read(ref executed);

    public Task<ActionOutcome> RunAsync(ActionSpec spec, CancellationToken cancellation) =>
        RunAsync(spec, static _ => true, "", cancellation);

    /// <summary>Whoever asks for many does not look each of them up himself: all cores do.</summary>
    public Task<ActionOutcome> RunAsync(
        ActionSpec spec, Func<string, bool> stillValid, string invalidReason, CancellationToken cancellation) =>
        Task.Run(() => RunHereAsync(spec, stillValid, invalidReason, cancellation), cancellation);

    public Task<ActionOutcome> RunAsync(ActionChain chain, CancellationToken cancellation) =>
        Task.Run(() => RecallOrRunAsync(chain, cancellation), cancellation);

    private async Task<ActionOutcome> RecallOrRunAsync(ActionChain chain, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var today = Digest.OfUtf8($"{chain.Given} {options.Time.GetUtcNow().UtcTicks / TimeSpan.TicksPerDay}");
        if (options.UseCache && !second.IsWanted && await keys.RecallAsync(today, cancellation) is { } known)
        {
            return Finish(chain, known);
        }

        var outcome = await chain.RunAsync(cancellation);
        memo.AddAgain(outcome.Key, today);
        return outcome;
    }

    private ActionOutcome Finish(ActionChain chain, CachedAction known)
    {
        ActionOutcome? last = null;
        foreach (var step in chain.Steps)
        {
            last = ReferenceEquals(step, chain.Steps[^1])
                ? new(step, known.Key, known.Outputs, known.Stdout, Cached: true, "", TimeSpan.Zero)
                : new(step, chain.Given, FileTree.Empty, "", Cached: true, "", TimeSpan.Zero);
            reporter.ActionEntered(step, ActionPhase.Lookup);
            reporter.ActionFinished(last);
            reporter.ActionEntered(step, ActionPhase.Done);
        }

        recalled[last!.Spec] = chain;
        produced.Add(last.Spec, known.Outputs);
        return last;
    }

    /// <summary>Makes again what a step of this process made or was found to have made.</summary>
    private Task<ActionOutcome> RemakeAsync(ActionSpec producer, CancellationToken cancellation) =>
        recalled.TryGetValue(producer, out var chain) ? chain.RunAsync(cancellation) : RunAsync(producer, cancellation);

    private async Task<ActionOutcome> RunHereAsync(
        ActionSpec spec, Func<string, bool> stillValid, string invalidReason, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        reporter.ActionEntered(spec, ActionPhase.Lookup);
        try
        {
            return await FindOrRunAsync(spec, stillValid, invalidReason, cancellation);
        }
        finally
        {
            reporter.ActionEntered(spec, ActionPhase.Done);
        }
    }

    private async Task<ActionOutcome> FindOrRunAsync(
        ActionSpec spec, Func<string, bool> stillValid, string invalidReason, CancellationToken cancellation)
    {
        var request = new ActionRequest(spec, EncodedAction.Of(spec).Key, stillValid, invalidReason, Stopwatch.GetTimestamp());
        var found = await FindAsync(request, cancellation);
        if (found is not null && stillValid(found.Stdout))
        {
            await VerifyAsync(request, found.Outputs, found.Key, cancellation);
            return Finish(request, found, cached: true, "");
        }

        if (options.IsDry)
        {
            return await PlanAsync(request, found, cancellation);
        }

        // Who waits for another's run of the same action gets it under the label of its own, as it would from the cache.
        var outcome = await inFlight.RunAsync(request.FullKey, () => RunMissAsync(request, cancellation), cancellation);
        return outcome with { Spec = spec };
    }

    /// <exception cref="PlanEndException">It is reported, and what it would make is not known.</exception>
    private async Task<ActionOutcome> PlanAsync(ActionRequest request, CachedAction? found, CancellationToken cancellation)
    {
        var reason = planned.InputOf(request.Spec) is { } input
            ? $"its input {input} would be made"
            : await ReasonAsync(request, found, cancellation);
        var outcome = new ActionOutcome(request.Spec, request.FullKey, FileTree.Empty, "", Cached: false, reason, TimeSpan.Zero);
        reporter.ActionFinished(outcome);
        return outcome with { Outputs = planned.OutputsOf(request.Spec, request.FullKey) };
    }

    /// <summary>Makes lost or damaged content again, outside of a step.</summary>
    /// <returns>False where nothing that this process knows of gives it.</returns>
    internal Task<bool> RestoreAsync(Digest content, CancellationToken cancellation) =>
        staging.RestoreAsync(content, refetch: null, producer => RemakeAsync(producer, cancellation), cancellation);

    public void Dispose()
    {
        if (!options.IsDry)
        {
            memo.Save();
        }

        slots.Dispose();
    }

    private async ValueTask<CachedAction?> FindAsync(ActionRequest request, CancellationToken cancellation) =>
        options.UseCache ? await keys.FindAsync(request.Spec, request.FullKey, cancellation) : null;

    /// <summary>Looks again before it runs: someone else may have finished the same action since.</summary>
    private async Task<ActionOutcome> RunMissAsync(ActionRequest request, CancellationToken cancellation)
    {
        var found = await FindAsync(request, cancellation);
        if (found is not null && request.StillValid(found.Stdout))
        {
            return Finish(request, found, cached: true, "");
        }

        var explaining = Task.Run(() => ReasonAsync(request, found, cancellation), cancellation);
        var executing = ExecuteAsync(request.Spec, ExecuteOnceAsync, cancellation);
        await Task.WhenAll(executing, explaining);
        var result = await executing;
        Interlocked.Increment(ref executed);
        reporter.ActionEntered(request.Spec, ActionPhase.Store);
        var outputs = await CheckedAsync(request.Spec, result.Outputs, cancellation);
        await VerifyAsync(request, outputs, kept: null, cancellation);
        var recorded = await keys.RecordAsync(
            request.Spec,
            request.FullKey,
            outputs,
            result,
            (arguments, output) => RunAgainAsync(request.Spec, arguments, output, cancellation),
            cancellation);
        history.Add(request.Spec, recorded.Past);
        if (!string.IsNullOrWhiteSpace(result.Stderr))
        {
            reporter.Verbose($"{request.Spec.Label}: {result.Stderr.TrimEnd()}");
        }

        return Finish(request, recorded.Action, cached: false, await explaining);
    }

    /// <param name="found">A result that counts no more, or null.</param>
    private async Task<string> ReasonAsync(ActionRequest request, CachedAction? found, CancellationToken cancellation) =>
        !options.UseCache ? "--no-cache"
        : found is not null ? request.InvalidReason
        : await explainer.ExplainAsync(request.Spec, cancellation);

    private ActionOutcome Finish(ActionRequest request, CachedAction action, bool cached, string reason)
    {
        produced.Add(request.Spec, action.Outputs);
        var outcome = new ActionOutcome(
            request.Spec, action.Key, action.Outputs, action.Stdout, cached, reason, Stopwatch.GetElapsedTime(request.Started))
        {
            IsFromElsewhere = cached && keys.IsFromElsewhere(action.Key),
        };
        reporter.ActionFinished(outcome);
        return outcome;
    }

    /// <summary>Starts over wherever content turns out to be lost or damaged, however much of it, as long as it is not the same again and again.</summary>
    /// <param name="once">Runs it.</param>
    private async Task<TResult> ExecuteAsync<TResult>(
        ActionSpec spec, Func<ActionSpec, CancellationToken, Task<TResult>> once, CancellationToken cancellation)
    {
        var misses = new Dictionary<Digest, int>();
        var isElsewhere = spec.Builtin is null && executor.RunsElsewhere(spec);
        while (true)
        {
            reporter.ActionEntered(spec, ActionPhase.Stage);
            await staging.EnsureAsync(spec, isElsewhere, producer => RemakeAsync(producer, cancellation), cancellation);
            reporter.ActionEntered(spec, ActionPhase.Queue);
            await slots.EnterAsync(isElsewhere, cancellation);
            try
            {
                // A slot that comes free while all are being cancelled may still be handed on.
                cancellation.ThrowIfCancellationRequested();
                reporter.ActionStarted(spec);
                return await Task.Run(() => once(spec, cancellation), cancellation);
            }
            catch (MissingBlobException missing) when (++CollectionsMarshal.GetValueRefOrAddDefault(misses, missing.Digest, out _) < MostMisses)
            {
                await staging.ForgetAsync(spec, missing.Digest, cancellation);
                reporter.Verbose($"{spec.Label}: {missing.Cause}; it is made again");
            }
            finally
            {
                slots.Leave(isElsewhere);
            }
        }
    }

    /// <summary>Runs an action that was made, or found, again: where it makes something else, nothing is kept of either.</summary>
    /// <param name="kept">The key under which the result is in the cache; null where it is not yet.</param>
    private async Task VerifyAsync(ActionRequest request, FileTree outputs, Digest? kept, CancellationToken cancellation)
    {
        if (!second.Takes(request.Spec, request.FullKey))
        {
            return;
        }

        var again = request.Spec with { Mnemonic = $"Again{request.Spec.Mnemonic}" };
        try
        {
            await ExecuteAsync(
                again,
                async (_, token) =>
                {
                    await second.VerifyAsync(request.Spec, outputs, builtins.Store, token);
                    return true;
                },
                cancellation);
        }
        catch (Common.Errors.BuildException failure) when (failure.Code == EngineErrors.NotReproducible && kept is not null)
        {
            keys.Forget(kept.Value);
            throw;
        }
        finally
        {
            reporter.ActionEntered(again, ActionPhase.Done);
        }
    }

    /// <summary>Runs a compile with more arguments, for an output that is none of its own.</summary>
    /// <returns>What it wrote there, a character a byte.</returns>
    private async Task<string> RunAgainAsync(ActionSpec spec, IReadOnlyList<string> arguments, string output, CancellationToken cancellation)
    {
        var again = spec with { Mnemonic = "Listing", Arguments = [.. spec.Arguments, .. arguments], Outputs = [output] };
        var result = await ExecuteAsync(again, ExecuteOnceAsync, cancellation);
        reporter.ActionEntered(again, ActionPhase.Done);
        return result.Outputs.Nodes[output] is FileNode file
            ? Encoding.Latin1.GetString(await store.RequireAsync(file.Content, output, cancellation))
            : throw OutputCollector.Missing(spec, output, "it is no file");
    }

    private async Task<ExecutionResult> ExecuteOnceAsync(ActionSpec spec, CancellationToken cancellation)
    {
        if (spec.Builtin is null)
        {
            return await executor.ExecuteAsync(spec, cancellation);
        }

        reporter.ActionEntered(spec, ActionPhase.Run);
        var result = await spec.Builtin.RunAsync(spec, builtins, cancellation);
        return new ExecutionResult(result.Outputs, result.Stdout, "", null);
    }

    /// <summary>A result must be complete before it enters the cache: each declared output there, its content in the store.</summary>
    private async ValueTask<FileTree> CheckedAsync(ActionSpec spec, FileTree outputs, CancellationToken cancellation)
    {
        var expanded = await directories.ExpandAsync(outputs, cancellation)
            ?? throw OutputCollector.Missing(spec, spec.Outputs[0], "a directory of it is not in the store");
        foreach (var output in spec.Outputs)
        {
            if (!expanded.Nodes.ContainsKey(output)
                && !expanded.Nodes.Keys.Any(path => path.StartsWith(output + "/", StringComparison.Ordinal)))
            {
                throw OutputCollector.Missing(spec, output, "it is not there");
            }
        }

        foreach (var (path, node) in expanded.Nodes)
        {
            if (node is FileNode file && !await store.ContainsAsync(file.Content, cancellation))
            {
                throw OutputCollector.Missing(spec, path, "its content is not in the store");
            }
        }

        return expanded;
    }
}

/// <param name="FullKey">Of all of its inputs, whatever of them will count.</param>
/// <param name="Started">A <see cref="System.Diagnostics.Stopwatch"/> timestamp.</param>
internal sealed record ActionRequest(ActionSpec Spec, Digest FullKey, Func<string, bool> StillValid, string InvalidReason, long Started);

/// <param name="UseCache">False for <c>--no-cache</c>: nothing is read from the action cache, all is still written.</param>
/// <param name="MaxParallel">Steps that run at a time.</param>
/// <param name="MemoPath">Where results of this checkout are remembered.</param>
/// <param name="ProgramFolder">Where programs that this machine's compiler made for this machine are kept.</param>
/// <param name="Time">Tells which day it is.</param>
/// <param name="IsDry">Whether nothing is run.</param>
internal sealed record BuildEngineOptions(bool UseCache, int MaxParallel, string MemoPath, string ProgramFolder, TimeProvider Time, bool IsDry = false);
