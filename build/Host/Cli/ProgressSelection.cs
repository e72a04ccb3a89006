using OpenLinux.Common.Errors;
using OpenLinux.Common.Processes;
using OpenLinux.Host.Progress;
using OpenLinux.Host.Reporting;

namespace OpenLinux.Host.Cli;

/// <summary>What <c>--progress</c> says.</summary>
internal static class ProgressSelection
{
    public const string Option = "progress";

    public static readonly string[] Names = [.. Enum.GetNames<ProgressMode>().Select(name => name.ToLowerInvariant())];

    /// <param name="value">Null where nothing was said.</param>
    /// <exception cref="BuildException">There is no such way (<c>OL014</c>); the nearest is named.</exception>
    public static ProgressMode Of(string? value) => value is null ? ProgressMode.Auto
        : Array.IndexOf(Names, value.ToLowerInvariant()) is >= 0 and var index ? (ProgressMode)index
        : throw UnknownChoice.Of(Option, value, "way to show a run", Names);

    /// <summary>What auto comes to: a terminal that can be drawn on is, unless it is a CI's.</summary>
    public static ProgressMode Resolve(ProgressMode mode, Loudness loudness) => (mode, loudness) switch
    {
        (not ProgressMode.Auto, _) => mode,
        (_, Loudness.Quiet) => ProgressMode.Quiet,
        _ => Terminal.IsErrorCapable && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")) ? ProgressMode.Tty : ProgressMode.Plain,
    };
}
