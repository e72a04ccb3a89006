using OpenLinux.Common.Errors;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Remote;
using OpenLinux.Engine.Reporting;

namespace OpenLinux.Engine.Execution;

/// <summary>
/// Runs actions on a server's workers. Steps of this process run here, as do those that it serves while they run. What a step made stays
/// on the server where the store sees it there.
/// </summary>
internal sealed class RemoteExecutor(
    RemoteExecutionOptions options,
    RemoteInputs inputs,
    RemoteOutputs outputs,
    LocalExecutor local,
    ExecutionSlots slots,
    IBuildReporter reporter,
    bool usesCache) : IActionExecutor
{
    /// <summary>Attempts at one action, where inputs get lost or workers go away.</summary>
    private const int MostAttempts = 4;

    /// <summary>Failures in a row after which a run that can do without asks no more.</summary>
    private const int MostFailures = 3;

    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private int failuresInRow;
    private int warned;
    private volatile bool hasGivenUp;

    private IRemoteExecution Server => options.Server;

    private bool IsOff => options.FallsBack && Volatile.Read(ref failuresInRow) >= MostFailures;

    public bool RunsElsewhere(ActionSpec spec) => spec.Builtin is null && spec.Attendant is null;

    public async Task<ExecutionResult> ExecuteAsync(ActionSpec spec, CancellationToken cancellation)
    {
        if (!RunsElsewhere(spec))
        {
            return await local.ExecuteAsync(spec, cancellation);
        }

        if (IsOff)
        {
            return await ExecuteHereAsync(spec, cancellation);
        }

        if (options.Races && spec.Headers is not null && slots.TryEnterHere())
        {
            return await RaceAsync(spec, cancellation);
        }

        try
        {
            return await ExecuteThereAsync(spec, cancellation);
        }
        catch (RemoteUnavailableException failure)
        {
            if (!options.FallsBack)
            {
                throw Failure(spec, failure);
            }

            Note(failure);
            return await ExecuteHereAsync(spec, cancellation);
        }
    }

    /// <summary>For who runs an action by himself where this does not.</summary>
    /// <returns>Null where it failed, or there was no result.</returns>
    public async Task<ExecutionResult?> TryExecuteAsync(ActionSpec spec, CancellationToken cancellation)
    {
        if (hasGivenUp)
        {
            return null;
        }

        await slots.EnterAsync(isElsewhere: true, cancellation);
        try
        {
            return await ExecuteThereAsync(spec, cancellation, isTried: true);
        }
        catch (RemoteUnavailableException failure)
        {
            Note(failure);
            hasGivenUp |= failure.IsRefusal || Volatile.Read(ref failuresInRow) >= MostFailures;
            return null;
        }
        catch (BuildException failure)
        {
            reporter.Verbose($"{spec.Label}: runs here: {failure.Cause}");
            return null;
        }
        finally
        {
            reporter.ActionEntered(spec, ActionPhase.Done);
            slots.Leave(isElsewhere: true);
        }
    }

    private async Task<ExecutionResult> ExecuteHereAsync(ActionSpec spec, CancellationToken cancellation)
    {
        reporter.ActionEntered(spec, ActionPhase.Queue);
        await slots.EnterHereAsync(cancellation);
        return await ExecuteEnteredAsync(spec, cancellation);
    }

    private async Task<ExecutionResult> ExecuteEnteredAsync(ActionSpec spec, CancellationToken cancellation)
    {
        try
        {
            return await local.ExecuteAsync(spec, cancellation);
        }
        finally
        {
            slots.LeaveHere();
        }
    }

    /// <summary>There and here, where a slot is held already. The first that comes to a result counts, and the other is cancelled.</summary>
    private async Task<ExecutionResult> RaceAsync(ActionSpec spec, CancellationToken cancellation)
    {
        using var race = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var here = Task.Run(() => ExecuteEnteredAsync(spec, race.Token), CancellationToken.None);
        var there = Task.Run(() => ExecuteThereAsync(spec, race.Token), CancellationToken.None);
        var first = await Task.WhenAny(here, there);
        var other = ReferenceEquals(first, here) ? there : here;
        if (first.IsCompletedSuccessfully || first.Exception?.InnerException is ActionFailedException)
        {
            await race.CancelAsync();
            await ((Task)other).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return await first;
        }

        // It never came to run the step: that is for the other to say.
        if (there.Exception?.InnerException is RemoteUnavailableException failure && options.FallsBack)
        {
            Note(failure);
        }

        await ((Task)other).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return await (other.IsCompletedSuccessfully ? other : here);
    }

    /// <param name="isTried">Whether a failure is nobody's to mend: the step runs here then.</param>
    private async Task<ExecutionResult> ExecuteThereAsync(ActionSpec spec, CancellationToken cancellation, bool isTried = false)
    {
        var action = RemoteAction.Of(spec, options);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var result = await ExecuteOnceAsync(spec, action, isTried, cancellation);
                Volatile.Write(ref failuresInRow, 0);
                return result;
            }
            catch (MissingInputsException missing) when (attempt < MostAttempts)
            {
                inputs.Forget(action, missing.Missing);
            }
            catch (MissingInputsException missing)
            {
                throw new RemoteUnavailableException("it loses inputs as fast as they are sent", missing);
            }
            catch (RemoteUnavailableException failure) when (attempt < MostAttempts && !failure.IsRefusal && !failure.IsFinal && !IsOff)
            {
                // Its store may have been emptied, or another server answer now: nothing is taken to be there.
                inputs.Forget(action, []);
                var wait = failure.RetryAfter ?? FirstWait * Math.Pow(2, attempt);
                await Task.Delay(wait < LongestWait ? wait : LongestWait, cancellation);
            }
        }
    }

    private async Task<ExecutionResult> ExecuteOnceAsync(ActionSpec spec, RemoteAction action, bool isTried, CancellationToken cancellation)
    {
        reporter.ActionEntered(spec, ActionPhase.Stage);
        await inputs.EnsureAsync(spec, action, cancellation);
        reporter.ActionEntered(spec, ActionPhase.Run);
        Reapi.ActionResult result;
        try
        {
            result = await Server.ExecuteAsync(action.Key, skipCache: !usesCache, cancellation);
        }
        catch (RemoteTimeoutException timeout)
        {
            throw new ActionFailedException(
                spec.Label, -1, $"{spec.Arguments[0]} was ended after {options.Timeout.TotalSeconds:0} s on {Server.Content.Name}: {timeout.Message}", null);
        }

        reporter.ActionEntered(spec, ActionPhase.Store);
        var (stdout, stderr) = await outputs.TextsAsync(result, cancellation);
        if (result.ExitCode != 0)
        {
            throw isTried
                ? new ActionFailedException(spec.Label, result.ExitCode, stdout + stderr, repeatCommand: null)
                : await local.FailedElsewhereAsync(spec, new(result.ExitCode, stdout, stderr), cancellation);
        }

        return await outputs.TakeAsync(spec, result, stdout, stderr, cancellation);
    }

    private void Note(RemoteUnavailableException failure)
    {
        Interlocked.Increment(ref failuresInRow);
        if (Interlocked.Exchange(ref warned, 1) == 0)
        {
            reporter.Warning(new BuildException(
                EngineErrors.NotExecuted,
                Server.Content.Name,
                $"{failure.Message}; what it does not run runs here",
                "see to the server and its workers, or build without it: --remote-executor=none").Message);
        }
    }

    private BuildException Failure(ActionSpec spec, RemoteUnavailableException failure) => new(
        EngineErrors.NotExecuted,
        spec.Label,
        $"{Server.Content.Name} gave no result: {failure.Message}",
        "see to the server and its workers, or let steps run here where it fails: --remote-fallback=local");
}
