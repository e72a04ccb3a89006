using System.Runtime.InteropServices;

namespace OpenLinux.Host.Lifetime;

/// <summary>Turns the first SIGINT or SIGTERM into a cancellation, so that children end and nothing half-written is left; the second ends the process.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration[] registrations;

    public Interruption() =>
        registrations = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(signal => PosixSignalRegistration.Create(signal, Handle))];

    public CancellationToken Token => source.Token;

    /// <summary>From now on signals belong to someone else, such as a container on this terminal.</summary>
    public bool Suspended { get; set; }

    public void Dispose()
    {
        foreach (var registration in registrations)
        {
            registration.Dispose();
        }

        source.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = Suspended || !source.IsCancellationRequested;
        if (!Suspended)
        {
            source.Cancel();
        }
    }
}
