using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace OpenLinux.Bench.Measuring;

/// <summary>Runs one command and tells how long it took and how much memory it had, whole process: from its start to its end as the kernel tells it.</summary>
internal static partial class ChildProcess
{
    /// <summary>
    /// A line of sh that goes to a folder, sends both streams to a file, and becomes GNU time with the command. Its wait4(2) is asked and not
    /// ours: a process's peak begins with the memory of the one that started it, and this one is larger than many commands.
    /// </summary>
    private const string Become =
        "cd -- \"$1\" && log=$2 && shift 2 && exec /usr/bin/time -f %M -o \"$log.memory\" -- \"$@\" </dev/null >\"$log\" 2>&1";

    /// <exception cref="BenchException">It does not start, or ended with a failure; its last lines are told.</exception>
    public static Sample Run(Command command, string log)
    {
        string[] arguments = ["sh", "-c", Become, "sh", command.Folder, log, .. command.Words];
        string[] environment = [.. command.Environment.Select(variable => $"{variable.Key}={variable.Value}")];
        var start = Stopwatch.GetTimestamp();
        var fault = Spawn(out var process, "/bin/sh", 0, 0, [.. arguments, null], [.. environment, null]);
        if (fault != 0)
        {
            throw new BenchException($"{command}: posix_spawn: error {fault}");
        }

        int status;
        while (Wait(process, out status, 0) < 0 && Marshal.GetLastPInvokeError() == Interrupted)
        {
        }

        var elapsed = Stopwatch.GetElapsedTime(start);
        return status == 0
            ? new Sample(elapsed.TotalSeconds, Kilobytes($"{log}.memory") * 1024)
            : throw new BenchException($"{command} ended with status {status >> 8}\n{string.Join('\n', File.ReadLines(log).TakeLast(20))}");
    }

    private const int Interrupted = 4;

    [LibraryImport("libc", EntryPoint = "posix_spawn", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Spawn(out int process, string path, nint fileActions, nint attributes, string?[] arguments, string?[] environment);

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    private static partial int Wait(int process, out int status, int options);

    /// <summary>The last line: before it, time says where the command failed.</summary>
    private static long Kilobytes(string file) => long.Parse(File.ReadLines(file).Last(), CultureInfo.InvariantCulture);
}

/// <summary>One run of a command.</summary>
/// <param name="PeakBytes">Resident memory of the largest process of its tree.</param>
public sealed record Sample(double Seconds, long PeakBytes);
