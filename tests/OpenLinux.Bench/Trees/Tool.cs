using OpenLinux.Common.Processes;

namespace OpenLinux.Bench.Trees;

/// <summary>A program of the machine that helps to make a tree.</summary>
internal static class Tool
{
    public static string Find(string program) =>
        ProgramPath.Find(program, "/", Environment.GetEnvironmentVariable("PATH"))
        ?? throw new BenchException($"no '{program}' on the PATH");

    /// <returns>What it printed.</returns>
    /// <exception cref="BenchException">It failed.</exception>
    public static async Task<string> RunAsync(string folder, string program, params IReadOnlyList<string> arguments)
    {
        var result = await new ProcessLauncher().RunAsync(new ProcessSpec(Find(program), arguments, folder), CancellationToken.None);
        return result.ExitCode == 0
            ? result.Stdout
            : throw new BenchException($"{program} {string.Join(' ', arguments)} ended with exit code {result.ExitCode}\n{result.Stdout}{result.Stderr}");
    }
}
