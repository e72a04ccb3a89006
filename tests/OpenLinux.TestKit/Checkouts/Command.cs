using System.Diagnostics;

namespace OpenLinux.TestKit.Checkouts;

/// <summary>Runs a program to its end, as a user would, and keeps what it said.</summary>
internal static class Command
{
    public static async Task<CommandResult> RunAsync(
        string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string?>? environment = null)
    {
        using var process = Start(program, arguments, folder, environment);
        return await EndAsync(process);
    }

    public static Process Start(
        string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    public static async Task<CommandResult> EndAsync(Process process)
    {
        var stdout = process.StandardOutput.ReadToEndAsync();
        var stderr = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new CommandResult(process.ExitCode, await stdout, await stderr);
    }

    /// <summary>Runs a program that must succeed.</summary>
    public static async Task<string> OutputAsync(string program, IEnumerable<string> arguments, string folder = "/")
    {
        var result = await RunAsync(program, arguments, folder);
        result.ExitCode.Should().Be(0, "{0} {1} said: {2}", program, string.Join(' ', arguments), result.All);
        return result.Stdout;
    }
}
