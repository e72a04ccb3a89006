using System.Runtime.InteropServices;
using OpenLinux.Engine.Diagnostics;

namespace OpenLinux.Host;

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

    /// <summary>Tells a cancellation of ours from any other failure.</summary>
    /// <exception cref="BuildException">Interrupted (<c>OL903</c>).</exception>
    public async Task NameAsync(Task work)
    {
        try
        {
            await work;
        }
        catch (OperationCanceledException cancelled) when (source.IsCancellationRequested)
        {
            throw new BuildException(
                EngineErrors.Interrupted,
                "the build",
                "Ctrl-C or a signal asked it to end; its children have ended and nothing half-written is left.",
                "Run the same command again: it goes on from what is in the cache.",
                cancelled);
        }
    }

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
