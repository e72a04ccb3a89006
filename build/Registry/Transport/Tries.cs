using System.Globalization;
using OpenLinux.Common.Errors;
using OpenLinux.Common.Processes;
using OpenLinux.Common.Reporting;

namespace OpenLinux.Registry.Transport;

/// <summary>Waits between tries at one thing, and says so.</summary>
internal sealed class Tries(RegistrySettings settings, IReporter reporter, string host, string subject)
{
    private readonly Retries retries = new(settings.Attempts, settings.FirstPause, settings.LongestPause);

    /// <summary>Something moved on: the count starts again.</summary>
    public void Progressed() => retries.Progressed();

    /// <summary>Returns when it is time for the next try.</summary>
    /// <exception cref="BuildException">There have been enough.</exception>
    public async Task FailedAsync(TransientException failure, CancellationToken cancellation)
    {
        var pause = retries.Failed(failure.Pause) ?? throw failure.Lasting(host, subject, retries.Failures);
        reporter.Verbose(string.Create(CultureInfo.InvariantCulture, $"{subject}: the registry {failure.Message}; trying again in {pause.TotalSeconds:0.#} s"));
        await settings.Delay(pause, cancellation);
    }
}
