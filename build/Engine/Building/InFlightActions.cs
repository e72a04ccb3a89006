using System.Collections.Concurrent;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;

namespace OpenLinux.Engine.Building;

/// <summary>Runs an action once for all who ask for it at the same time.</summary>
internal sealed class InFlightActions
{
    private readonly ConcurrentDictionary<Digest, TaskCompletionSource<ActionOutcome>> running = new();

    public async Task<ActionOutcome> RunAsync(
        Digest key, Func<Task<ActionOutcome>> run, CancellationToken cancellation)
    {
        while (true)
        {
            var mine = new TaskCompletionSource<ActionOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
            var current = running.GetOrAdd(key, mine);
            if (ReferenceEquals(current, mine))
            {
                return await OwnAsync(key, mine, run);
            }

            try
            {
                return await current.Task.WaitAsync(cancellation);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                // The one who ran it was cancelled; this caller was not, and takes over.
            }
        }
    }

    private async Task<ActionOutcome> OwnAsync(
        Digest key, TaskCompletionSource<ActionOutcome> mine, Func<Task<ActionOutcome>> run)
    {
        try
        {
            var outcome = await run();
            mine.SetResult(outcome);
            return outcome;
        }
        catch (OperationCanceledException)
        {
            mine.SetCanceled(CancellationToken.None);
            throw;
        }
        catch (Exception failure)
        {
            mine.SetException(failure);
            _ = mine.Task.Exception;
            throw;
        }
        finally
        {
            running.TryRemove(key, out _);
        }
    }
}
