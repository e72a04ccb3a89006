using System.ComponentModel;

namespace OpenLinux.Host.Cli;

/// <summary>What the process returns, but for Run and Shell, which hand on what the container's command returned.</summary>
public static class ExitCodes
{
    [Description("all is done")]
    public const int Success = 0;

    [Description("a failure; its code stands on the last lines")]
    public const int Failure = 1;

    [Description("a command line that cannot be understood; nothing was done")]
    public const int Usage = 2;

    /// <summary>128 + SIGINT, as shells report it.</summary>
    [Description("interrupted by Ctrl-C or SIGTERM")]
    public const int Interrupted = 130;
}

/// <summary>How the run ended, in what Cake has no word for: Cake says only that it failed, and its report comes after every task.</summary>
public sealed class RunEnding
{
    public int ExitCode { get; set; } = ExitCodes.Failure;

    /// <summary>What the task that failed got done, which is told after why it failed; null for nothing.</summary>
    public string? Failed { get; set; }

    /// <summary>Where the document of <c>--json</c> goes; null where none is asked for.</summary>
    public DocumentOutput? Document { get; init; }

    /// <summary>What is printed after everything else, even after Cake's own report; null for nothing.</summary>
    public string? LastLine { get; set; }
}
