using OpenLinux.Common.Errors;
using OpenLinux.Engine.Sandboxes;
using OpenLinux.Host.Errors;

namespace OpenLinux.Host.Cli;

/// <summary>What keeps steps from what they have not declared: what <c>--sandbox</c> says, else the best that this machine has.</summary>
internal static class SandboxSelection
{
    public const string Option = "sandbox";

    private const string Auto = "auto";

    private static readonly Dictionary<string, SandboxMode> Modes = new(StringComparer.Ordinal)
    {
        [Auto] = SandboxMode.Auto,
        ["landlock"] = SandboxMode.Landlock,
        ["namespaces"] = SandboxMode.Namespaces,
        ["none"] = SandboxMode.None,
    };

    public static IReadOnlyList<string> Names { get; } = [.. Modes.Keys];

    /// <param name="given">What the option says, or null.</param>
    /// <exception cref="BuildException">It is none of them, or this machine has it not (<c>OL014</c>).</exception>
    public static SandboxMode Of(string? given)
    {
        if (!Modes.TryGetValue(given ?? Auto, out var mode))
        {
            throw Unusable(given!, "It is auto, landlock, namespaces or none.");
        }

        return mode is SandboxMode.Landlock && SandboxSupport.LandlockVersion == 0
            ? throw Unusable(given!, "The kernel of this machine has no Landlock, or does not use it.")
            : mode;
    }

    private static BuildException Unusable(string given, string cause) => new(
        HostErrors.BadOptionValue, $"--{Option}={given}", cause, $"--{Option}=auto takes the best that this machine has; --target=Doctor says what that is");
}
