using System.Globalization;
using OpenLinux.Common.Errors;
using OpenLinux.Host.Errors;

namespace OpenLinux.Host.Cli;

/// <summary>How many steps run at a time: what <c>--jobs</c> says, else one a core. What is built does not depend on it.</summary>
internal static class JobsSelection
{
    public const string Option = "jobs";

    private const int Most = 1024;

    /// <summary>Of those that run on this machine, where others run elsewhere: no more than it has cores.</summary>
    public static int Here(string? given) => Math.Min(Of(given), Environment.ProcessorCount);

    /// <param name="given">What the option says, or null.</param>
    /// <exception cref="BuildException">It is no number from 1 to 1024 (<c>OL014</c>).</exception>
    public static int Of(string? given) =>
        given is null ? Environment.ProcessorCount
        : int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var jobs) && jobs is >= 1 and <= Most ? jobs
        : throw new BuildException(
            HostErrors.BadOptionValue,
            $"--{Option}={given}",
            $"It is how many steps run at a time, a number from 1 to {Most}.",
            $"--{Option}={Environment.ProcessorCount}, or leave it out for one a core");
}
