using System.Globalization;

namespace OpenLinux.TestKit.Userland;

/// <summary>What the kernel says of a process in /proc/PID/stat, see proc_pid_stat(5).</summary>
internal static class ProcessTable
{
    public static char? StateOf(int processId) => FieldsOf(processId) is [var state, ..] ? state[0] : null;

    public static int? ParentOf(int processId) =>
        FieldsOf(processId) is [_, var parent, ..] ? int.Parse(parent, CultureInfo.InvariantCulture) : null;

    /// <summary>Those that run in a session, as setsid(1) begins one, whoever their parents are by now; what has ended and waits to be asked for does not.</summary>
    public static IReadOnlyList<int> OfSession(int leader) =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder.AsSpan()), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0 && FieldsOf(id) is [not "Z", _, _, var session, ..] && session == leader.ToString(CultureInfo.InvariantCulture)),
    ];

    /// <summary>Waits until it holds, which it does once the kernel has got round to it.</summary>
    public static async Task UntilAsync(Func<bool> holds, string what)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!holds())
        {
            patience.IsCancellationRequested.Should().BeFalse("{0}", what);
            await Task.Delay(5);
        }
    }

    /// <summary>The fields from the third on: the second is a name in parentheses, with any character in it.</summary>
    private static string[] FieldsOf(int processId)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{processId}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return [];
        }
    }
}
