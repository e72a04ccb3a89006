using System.Diagnostics;

namespace OpenLinux.TestKit;

/// <summary>Runs a program of the machine from an argument list.</summary>
internal static class Tool
{
    /// <summary>Runs it, and fails the test where it fails.</summary>
    /// <returns>Its standard output.</returns>
    public static string Run(string program, IEnumerable<string> arguments, string? folder = null)
    {
        var (exitCode, stdout, stderr) = Try(program, arguments, folder);
        exitCode.Should().Be(0, "{0} said: {1}{2}", program, stdout, stderr);
        return stdout;
    }

    public static (int ExitCode, string Stdout, string Stderr) Try(string program, IEnumerable<string> arguments, string? folder = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "/",
        };
        using var process = Process.Start(start)!;
        var stderr = process.StandardError.ReadToEndAsync();
        var stdout = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, stdout, stderr.GetAwaiter().GetResult());
    }
}
