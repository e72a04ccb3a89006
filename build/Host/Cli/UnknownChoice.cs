using OpenLinux.Common.Errors;
using OpenLinux.Common.Text;
using OpenLinux.Host.Errors;

namespace OpenLinux.Host.Cli;

/// <summary>A value of an option that has only so many.</summary>
internal static class UnknownChoice
{
    /// <param name="what">What each of them is, in the singular.</param>
    /// <returns>What names all of them, and the nearest first (<c>OL014</c>).</returns>
    public static BuildException Of(string option, string value, string what, IReadOnlyCollection<string> names) => new(
        HostErrors.BadOptionValue,
        $"--{option}={value}",
        Nearest.To(value, names) is { } nearest ? $"There is no such {what}; the nearest is {nearest}." : $"There is no such {what}.",
        $"One of: {string.Join(", ", names)}.");
}
