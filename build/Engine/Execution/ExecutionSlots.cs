namespace OpenLinux.Engine.Execution;

/// <summary>How many steps run at a time on this machine's cores, and how many elsewhere.</summary>
internal sealed class ExecutionSlots(int here, int elsewhere) : IDisposable
{
    private readonly SemaphoreSlim here = new(here);
    private readonly SemaphoreSlim elsewhere = new(Math.Max(1, elsewhere));

    public Task EnterHereAsync(CancellationToken cancellation) => here.WaitAsync(cancellation);

    /// <returns>Whether one was free.</returns>
    public bool TryEnterHere() => here.Wait(TimeSpan.Zero);

    public void LeaveHere() => here.Release();

    public Task EnterAsync(bool isElsewhere, CancellationToken cancellation) => (isElsewhere ? elsewhere : here).WaitAsync(cancellation);

    public void Leave(bool isElsewhere) => (isElsewhere ? elsewhere : here).Release();

    public void Dispose()
    {
        here.Dispose();
        elsewhere.Dispose();
    }
}
