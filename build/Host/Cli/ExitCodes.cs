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
