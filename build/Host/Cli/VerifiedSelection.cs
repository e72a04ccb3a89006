using OpenLinux.Common.Errors;
using OpenLinux.Engine.Verification;
using OpenLinux.Host.Errors;

namespace OpenLinux.Host.Cli;

/// <summary>How many of the actions are run twice.</summary>
internal static class VerifiedSelection
{
    public const string Option = "verify-actions";

    /// <summary>Of the target Verify: all of them.</summary>
    public const string AllOption = "reproducible";

    /// <param name="given">What the option says, or null for none.</param>
    /// <exception cref="BuildException">It is no share (<c>OL014</c>).</exception>
    public static VerifiedShare Of(string? given) =>
        given is null ? VerifiedShare.None
        : VerifiedShare.Parse(given) is { } share ? share
        : throw new BuildException(
            HostErrors.BadOptionValue, $"--{Option}={given}", "It is how many of a hundred actions are run twice: a number from 0 to 100.", $"--{Option}=5%");
}
