using System.Diagnostics;
using System.Globalization;
using OpenLinux.Common.Errors;
using OpenLinux.Common.Processes;
using OpenLinux.Common.Reporting;

namespace OpenLinux.Engine.Remote;

/// <summary>
/// The one place that decides what a remote cache's failures cost: a request is tried a few times, each with a deadline; one that fails for a
/// while, or is slow for long, is off for this build. Nobody behind it sees a failure: there is an answer, or none.
/// </summary>
internal sealed class RemoteLink(RemoteAccess access, IReporter reporter) : IDisposable
{
    private readonly RemotePatience patience = access.Patience;
    private readonly CancellationTokenSource off = new();
    private readonly Lazy<bool> mayWrite = new(access.Writes);
    private readonly Lock gate = new();
    private volatile bool isReadingOff = !access.Reads;
    private volatile bool areUploadsOff;
    private bool hasWarned;
    private bool isSilent;
    private int failuresInRow;
    private long failingSince;
    private TimeSpan slow;
    private int lies;
    private string? unanswered;

    public bool Reads => !isReadingOff && !off.IsCancellationRequested;

    public bool Writes => !areUploadsOff && !off.IsCancellationRequested && mayWrite.Value;

    public string Name => access.Cache.Name;

    public bool IsPlainStorage => access.Cache.IsPlainStorage;

    /// <summary>Whether anything went wrong.</summary>
    public bool HasFailed => hasWarned || unanswered is not null;

    /// <returns>The answer, or <paramref name="none"/> where there is none.</returns>
    /// <param name="bytes">Of the blob that it gives; 0 for none.</param>
    public Task<T> ReadAsync<T>(
        Func<IRemoteCache, RequestClock, Task<T>> request, T none, CancellationToken cancellation, long bytes = 0) =>
        AskAsync(request, none, bytes, isWrite: false, cancellation);

    /// <returns>The answer, or <paramref name="none"/> where there is none.</returns>
    /// <param name="bytes">Of the blob that it takes; 0 for none.</param>
    public Task<T> WriteAsync<T>(
        Func<IRemoteCache, RequestClock, Task<T>> request, T none, CancellationToken cancellation, long bytes = 0) =>
        AskAsync(request, none, bytes, isWrite: true, cancellation);

    /// <summary>It gave other bytes than those it was asked for. They are not used.</summary>
    public void Lied(string what)
    {
        Warn(RemoteErrors.Lies, $"{what} is not what it says; the build went on without it", "remove it from the server, and look for what damaged it there or on the way");
        if (Interlocked.Increment(ref lies) >= patience.Lies)
        {
            off.Cancel();
        }
    }

    public void Verbose(string message) => reporter.Verbose($"{Name}: {message}");

    /// <summary>What failed without putting an end to it is told when all is done.</summary>
    public void End()
    {
        if (unanswered is { } cause)
        {
            Warn(RemoteErrors.Unanswered, cause, "look into the server's log; what it did not answer was made here");
        }
    }

    /// <summary>From here on nothing more is asked, and nothing said of it.</summary>
    public void Stop()
    {
        isSilent = true;
        off.Cancel();
    }

    public void Dispose() => off.Dispose();

    private async Task<T> AskAsync<T>(
        Func<IRemoteCache, RequestClock, Task<T>> request, T none, long bytes, bool isWrite, CancellationToken cancellation)
    {
        var retries = new Retries(patience.Attempts, patience.FirstPause, patience.LongestPause);
        while (isWrite ? Writes : !off.IsCancellationRequested)
        {
            cancellation.ThrowIfCancellationRequested();
            var started = Stopwatch.GetTimestamp();
            try
            {
                using var clock = new RequestClock(patience, bytes, off.Token, cancellation);
                var answer = await request(access.Cache, clock);
                Answered(started, bytes);
                return answer;
            }
            catch (Exception failure) when (failure is not BuildException && !cancellation.IsCancellationRequested)
            {
                if (off.IsCancellationRequested || await PauseAsync(Told(failure), retries, started, isWrite, cancellation) is false)
                {
                    return none;
                }
            }
        }

        return none;
    }

    private RemoteUnavailableException Told(Exception failure) => failure switch
    {
        RemoteUnavailableException told => told,
        OperationCanceledException => new RemoteUnavailableException(
            string.Create(CultureInfo.InvariantCulture, $"it stayed silent for {patience.Silence.TotalSeconds:0.#} s, or moved too slowly")),
        _ => new RemoteUnavailableException(failure.GetBaseException().Message, failure),
    };

    /// <returns>Whether to try again.</returns>
    private async Task<bool> PauseAsync(
        RemoteUnavailableException failure, Retries retries, long started, bool isWrite, CancellationToken cancellation)
    {
        Verbose(failure.Message);
        if (failure.IsRefusal)
        {
            Refused(failure, isWrite);
            return false;
        }

        if (failure.IsFinal)
        {
            unanswered ??= failure.Message;
            return false;
        }

        if (HasFailedEnough(started))
        {
            TurnOff(failure.Message);
            return false;
        }

        if (retries.Failed(failure.RetryAfter) is not { } pause)
        {
            unanswered ??= failure.Message;
            return false;
        }

        using var wait = CancellationTokenSource.CreateLinkedTokenSource(off.Token, cancellation);
        await Task.Delay(pause, wait.Token).ContinueWith(static _ => { }, TaskScheduler.Default);
        return true;
    }

    private bool HasFailedEnough(long started)
    {
        lock (gate)
        {
            if (failuresInRow++ == 0)
            {
                failingSince = started;
            }

            return failuresInRow >= patience.Failures && Stopwatch.GetElapsedTime(failingSince) >= patience.Failing
                || Stopwatch.GetElapsedTime(failingSince) >= patience.Silence + patience.Failing;
        }
    }

    private void Answered(long started, long bytes)
    {
        var took = Stopwatch.GetElapsedTime(started);
        lock (gate)
        {
            failuresInRow = 0;
            if (bytes > 0 || took < patience.Slow)
            {
                return;
            }

            slow += took;
            if (slow < patience.SlowInAll)
            {
                return;
            }
        }

        TurnOff(string.Create(CultureInfo.InvariantCulture, $"its answers are slow: {patience.SlowInAll.TotalSeconds:0.#} s were lost in waiting for them"));
    }

    private void TurnOff(string cause)
    {
        Warn(RemoteErrors.Off, cause, "look into the server's log, or build without it: --remote-cache=none");
        off.Cancel();
    }

    private void Refused(RemoteUnavailableException failure, bool isWrite)
    {
        if (!isWrite)
        {
            isReadingOff = true;
            TurnOff(failure.Message);
            return;
        }

        areUploadsOff = true;
        Warn(RemoteErrors.UploadsOff, failure.Message, "--remote-mode=read, or see to the right to write and the room there");
    }

    /// <summary>Once a build: what comes after the first is its consequence, or the same.</summary>
    private void Warn(ErrorCode code, string cause, string fix)
    {
        lock (gate)
        {
            if (hasWarned || isSilent)
            {
                return;
            }

            hasWarned = true;
        }

        reporter.Warning(new BuildException(code, Name, cause, fix).Message);
    }
}
