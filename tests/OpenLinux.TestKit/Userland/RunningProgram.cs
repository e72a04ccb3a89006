using System.Diagnostics;
using System.Globalization;

namespace OpenLinux.TestKit.Userland;

/// <summary>A program under test, talked to by its input, output and signals. Whatever it waits for for ever fails the test.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly Task<string> stderr;

    private RunningProgram(Process process)
    {
        this.process = process;
        stderr = process.StandardError.ReadToEndAsync();
    }

    public int Id => process.Id;

    public static RunningProgram Start(string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new RunningProgram(Process.Start(start)!);
    }

    /// <summary>Runs it to its end without input.</summary>
    public static async Task<(int ExitCode, string Stdout, string Stderr)> RunAsync(string program, params IEnumerable<string> arguments)
    {
        await using var running = Start(program, arguments);
        return await running.EndAsync();
    }

    public Task<string> ReadLineAsync() => InTimeAsync(ReadOneAsync());

    public async Task WriteAsync(string text)
    {
        await process.StandardInput.WriteAsync(text);
        await process.StandardInput.FlushAsync();
    }

    public Task SignalAsync(string name) => SignalAsync(name, Id);

    public static async Task SignalAsync(string name, int processId)
    {
        var sent = await RunAsync("kill", "-s", name, processId.ToString(CultureInfo.InvariantCulture));
        sent.ExitCode.Should().Be(0, "{0}", sent.Stderr);
    }

    /// <summary>The exit code as a shell sees it, and all the output that nobody has read yet.</summary>
    public async Task<(int ExitCode, string Stdout, string Stderr)> EndAsync()
    {
        process.StandardInput.Close();
        var stdout = await InTimeAsync(process.StandardOutput.ReadToEndAsync());
        using var patience = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, stdout, await stderr);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    private static Task<T> InTimeAsync<T>(Task<T> task) => task.WaitAsync(Patience);

    private async Task<string> ReadOneAsync() =>
        await process.StandardOutput.ReadLineAsync()
        ?? throw new EndOfStreamException("the program ended before it said anything more: " + await stderr);
}
