using OpenLinux.Common.Errors;
using OpenLinux.Host.Reporting;

namespace OpenLinux.Host.Cli;

/// <summary>Cake's levels. Looked at here, as Cake itself refuses a wrong one in other words, and on another stream, from version to version.</summary>
internal static class VerbosityLevel
{
    public const string Quiet = "quiet";

    public static IReadOnlyList<string> Names { get; } = [Quiet, "minimal", "normal", "verbose", "diagnostic"];

    /// <returns>The level that a word or its first letter means.</returns>
    /// <exception cref="BuildException">There is no such level; the nearest is named.</exception>
    public static string NameOf(string value) =>
        Names.FirstOrDefault(name => name.Equals(value, StringComparison.OrdinalIgnoreCase) || name[..1].Equals(value, StringComparison.OrdinalIgnoreCase))
        ?? throw UnknownChoice.Of("verbosity", value, "level", Names);

    /// <param name="value">What was asked for; null for nothing.</param>
    public static Loudness LoudnessOf(string? value) => value is null ? Loudness.Normal : NameOf(value) switch
    {
        Quiet => Loudness.Quiet,
        "verbose" or "diagnostic" => Loudness.Verbose,
        _ => Loudness.Normal,
    };
}
