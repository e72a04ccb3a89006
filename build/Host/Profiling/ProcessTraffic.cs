using System.Globalization;

namespace OpenLinux.Host.Profiling;

/// <summary>
/// Bytes that this process and the children it has waited for handed to and got from the kernel's read and write calls, whether a
/// disk had to move or not (proc_pid_io(5): rchar and wchar).
/// </summary>
public sealed record ProcessTraffic(long Read, long Written)
{
    private const string Counters = "/proc/self/io";

    public ProcessTraffic Since(ProcessTraffic before) => new(Read - before.Read, Written - before.Written);

    /// <summary>Nothing where the system does not count.</summary>
    public static ProcessTraffic SoFar()
    {
        try
        {
            var lines = File.ReadLines(Counters).Select(line => line.Split(": ")).ToDictionary(parts => parts[0], parts => parts[^1]);
            return new ProcessTraffic(Number(lines, "rchar"), Number(lines, "wchar"));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new ProcessTraffic(0, 0);
        }
    }

    private static long Number(Dictionary<string, string> lines, string name) =>
        lines.TryGetValue(name, out var value) ? long.Parse(value, CultureInfo.InvariantCulture) : 0;
}
