namespace OpenLinux.Common.Processes;

/// <summary>Runs programs from an argument list, never through a shell.</summary>
public interface IProcessLauncher
{
    /// <exception cref="OperationCanceledException">Cancelled; the whole process tree has ended.</exception>
    /// <exception cref="Diagnostics.BuildException">The program is not there (<c>OL302</c>), or there are too many open files (<c>OL905</c>).</exception>
    Task<ProcessResult> RunAsync(ProcessSpec spec, CancellationToken cancellation);
}

/// <param name="FileName">A path, or a name looked up on the PATH of <paramref name="Environment"/> (of this process where that is null).</param>
/// <param name="Environment">The whole environment, or null to inherit this process's.</param>
/// <param name="OnOutput">Called with each line of either stream as it comes, for long commands; null to stay silent.</param>
/// <param name="Input">What the program reads on its standard input, as UTF-8; null for nothing.</param>
public sealed record ProcessSpec(
    string FileName,
    IReadOnlyList<string> Arguments,
    string WorkingDirectory,
    IReadOnlyDictionary<string, string>? Environment = null,
    Action<string>? OnOutput = null,
    string? Input = null);

public sealed record ProcessResult(int ExitCode, string Stdout, string Stderr);
