namespace OpenLinux.Host.Cli;

/// <summary>How the run ended, in what Cake has no word for: Cake says only that it failed, and its report comes after every task.</summary>
public sealed class RunEnding
{
    public int ExitCode { get; set; } = ExitCodes.Failure;

    /// <summary>What is printed after everything else, even after Cake's own report; null for nothing.</summary>
    public string? LastLine { get; set; }
}
