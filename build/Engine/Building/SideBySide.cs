using System.Runtime.ExceptionServices;
using OpenLinux.Common.Errors;
using OpenLinux.Engine.Execution;

namespace OpenLinux.Engine.Building;

/// <summary>Work that runs side by side. The first failure ends all of it: a mistake that they share is told once, and at once.</summary>
public static class SideBySide
{
    /// <param name="works">Started one after the other, in their order; each is given what cancels it.</param>
    /// <returns>Their results, in their order.</returns>
    /// <exception cref="BuildException">One failed, the first of all; its cause tells how many more had failed by the time they ended.</exception>
    /// <exception cref="OperationCanceledException">Cancelled from outside; all have ended.</exception>
    public static async Task<T[]> RunAsync<T>(IEnumerable<Func<CancellationToken, Task<T>>> works, CancellationToken cancellation)
    {
        using var all = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var failures = new List<Exception>();
        var running = works.Select(work => RunAsync(work, all, failures)).ToList();
        try
        {
            return await Task.WhenAll(running);
        }
        catch when (failures.Count > 0 && !cancellation.IsCancellationRequested)
        {
            ExceptionDispatchInfo.Throw(Told(failures));
            throw;
        }
    }

    private static async Task<T> RunAsync<T>(
        Func<CancellationToken, Task<T>> work, CancellationTokenSource all, List<Exception> failures)
    {
        try
        {
            return await work(all.Token);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            lock (failures)
            {
                // Work that waits for other work fails as that did.
                if (!failures.Contains(failure))
                {
                    failures.Add(failure);
                }
            }

            await all.CancelAsync();
            throw;
        }
    }

    /// <summary>The first failure, or where two were as good as first, the one whose folder is kept.</summary>
    private static Exception Told(List<Exception> failures)
    {
        var first = failures.Find(failure => failure is not ActionFailedException { RepeatCommand: null }) ?? failures[0];
        var others = failures.Count - 1;
        var more = $"{others} more {(others == 1 ? "step" : "steps")} had failed by then, and the rest was ended";
        return others == 0 ? first : first switch
        {
            ActionFailedException failed => new ActionFailedException(
                failed.Subject, failed.ExitCode, $"{failed.Cause}\n{more}", failed.RepeatCommand),
            BuildException failed => new BuildException(failed.Code, failed.Subject, $"{failed.Cause}\n{more}", failed.Fix, failed),
            _ => first,
        };
    }
}
