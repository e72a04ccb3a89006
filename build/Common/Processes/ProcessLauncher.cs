using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using OpenLinux.Common.Files;

namespace OpenLinux.Common.Processes;

/// <inheritdoc />
public sealed class ProcessLauncher : IProcessLauncher
{
    /// <summary>How long the streams of a killed process are still read: a stray grandchild may hold them open.</summary>
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(2);

    private const int BufferSize = 4096;

    public async Task<ProcessResult> RunAsync(ProcessSpec spec, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var process = Start(spec);
        var stdin = WriteAsync(process.StandardInput, spec.Input);
        var stdout = ReadAsync(process.StandardOutput, spec.OnOutput);
        var stderr = ReadAsync(process.StandardError, spec.OnOutput);
        try
        {
            await process.WaitForExitAsync(cancellation);
            await Task.WhenAll(stdin, stdout, stderr).WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            await Task.WhenAny(Task.WhenAll(stdin, stdout, stderr), Task.Delay(DrainTime, CancellationToken.None));
            throw;
        }

        return new ProcessResult(process.ExitCode, await stdout, await stderr);
    }

    private static Process Start(ProcessSpec spec)
    {
        var searchPath = spec.Environment is null
            ? Environment.GetEnvironmentVariable("PATH")
            : spec.Environment.GetValueOrDefault("PATH");
        var program = ProgramPath.Find(spec.FileName, spec.WorkingDirectory, searchPath)
            ?? throw ProgramPath.NotFound(spec.FileName, $"no program {spec.FileName} on PATH ({searchPath})");
        var start = new ProcessStartInfo(program, spec.Arguments)
        {
            WorkingDirectory = spec.WorkingDirectory,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        if (spec.Environment is not null)
        {
            start.Environment.Clear();
            foreach (var (name, value) in spec.Environment)
            {
                start.Environment[name] = value;
            }
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception refused)
        {
            throw OpenFileLimit.IsReachedBy(refused)
                ? OpenFileLimit.Reached(program, refused.Message, refused)
                : ProgramPath.NotFound(spec.FileName, $"{program} does not start: {refused.Message}", refused);
        }
    }

    private static async Task WriteAsync(StreamWriter stream, string? input)
    {
        try
        {
            await using (stream)
            {
                await stream.WriteAsync(input);
            }
        }
        catch (IOException)
        {
            // The program ended without reading all of it, as it may.
        }
    }

    private static async Task<string> ReadAsync(StreamReader stream, Action<string>? onOutput)
    {
        if (onOutput is null)
        {
            return await stream.ReadToEndAsync(CancellationToken.None);
        }

        var text = new StringBuilder();
        var lines = new LineSplitter(onOutput);
        var buffer = new char[BufferSize];
        while (await stream.ReadAsync(buffer, CancellationToken.None) is > 0 and var count)
        {
            text.Append(buffer, 0, count);
            lines.Take(buffer.AsSpan(0, count));
        }

        lines.End();
        return text.ToString();
    }
}
