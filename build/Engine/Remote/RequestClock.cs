namespace OpenLinux.Engine.Remote;

/// <summary>Ends a request that neither answers nor moves, or that moves too slowly.</summary>
internal sealed class RequestClock : IDisposable
{
    private readonly RemotePatience patience;
    private readonly CancellationTokenSource whole;
    private readonly CancellationTokenSource silence;

    /// <param name="bytes">Of the blob that is moved; 0 for none.</param>
    public RequestClock(RemotePatience patience, long bytes, CancellationToken off, CancellationToken cancellation)
    {
        this.patience = patience;
        whole = CancellationTokenSource.CreateLinkedTokenSource(off, cancellation);
        whole.CancelAfter(patience.Silence + TimeSpan.FromSeconds(bytes / (double)patience.SlowestBytes));
        silence = CancellationTokenSource.CreateLinkedTokenSource(whole.Token);
        silence.CancelAfter(patience.Silence);
    }

    public CancellationToken Token => silence.Token;

    public void Moved() => silence.CancelAfter(patience.Silence);

    public void Dispose()
    {
        silence.Dispose();
        whole.Dispose();
    }
}
