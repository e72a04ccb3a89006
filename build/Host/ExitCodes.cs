namespace OpenLinux.Host;

/// <summary>What the process returns.</summary>
internal static class ExitCodes
{
    public const int Success = 0;
    public const int Failure = 1;

    /// <summary>The command line is wrong; nothing was done.</summary>
    public const int Usage = 2;

    /// <summary>128 + SIGINT, as shells report it.</summary>
    public const int Interrupted = 130;
}
