using OpenLinux.Common.Errors;

namespace OpenLinux.Machine.Setup;

public static class SetupPolicies
{
    public static IReadOnlyList<string> Names { get; } = ["auto", "ask", "never"];

    /// <param name="text">The value of <c>--setup</c>, or null where the user did not say.</param>
    /// <exception cref="BuildException"><c>OL208</c>: neither of the three.</exception>
    public static SetupPolicy Resolve(string? text, MachineFacts machine) => text switch
    {
        "auto" => SetupPolicy.Auto,
        // Nobody is there to answer.
        "ask" => machine.HasTerminal ? SetupPolicy.Ask : SetupPolicy.Never,
        "never" => SetupPolicy.Never,
        null when machine.HasTerminal => SetupPolicy.Ask,
        null => machine.IsPrivileged ? SetupPolicy.Auto : SetupPolicy.Never,
        _ => throw new BuildException(
            MachineErrors.UnknownSetupPolicy, $"--setup={text}", "it is none of auto, ask and never", "use --setup=auto, --setup=ask or --setup=never"),
    };
}

/// <summary>What may be done to a machine that lacks something: <c>--setup</c>.</summary>
public enum SetupPolicy
{
    /// <summary>Whatever is needed, without a question.</summary>
    Auto,

    /// <summary>What the person at the terminal agrees to.</summary>
    Ask,

    /// <summary>Nothing; say what is missing and stop.</summary>
    Never,
}
