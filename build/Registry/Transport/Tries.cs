using System.Globalization;
using OpenLinux.Engine.Diagnostics;
using OpenLinux.Engine.Reporting;

namespace OpenLinux.Registry.Transport;

/// <summary>Counts what failed in a row, and waits ever longer between tries.</summary>
internal sealed class Tries(RegistrySettings settings, IBuildReporter reporter, string host, string subject)
{
    private int _failures;

    /// <summary>Something moved on: the count starts again.</summary>
    public void Progressed() => _failures = 0;

    /// <summary>Returns when it is time for the next try.</summary>
    /// <exception cref="BuildException">There have been enough.</exception>
    public async Task FailedAsync(TransientException failure, CancellationToken cancellation)
    {
        _failures++;
        if (_failures >= settings.Attempts)
        {
            throw failure.Lasting(host, subject, _failures);
        }

        var pause = Pause(failure);
        reporter.Verbose(string.Create(CultureInfo.InvariantCulture, $"{subject}: the registry {failure.Message}; trying again in {pause.TotalSeconds:0.#} s"));
        await settings.Delay(pause, cancellation);
    }

    private TimeSpan Pause(TransientException failure)
    {
        var pause = failure.Pause ?? settings.FirstPause * Math.Pow(2, _failures - 1);
        return pause < settings.LongestPause ? pause : settings.LongestPause;
    }
}
