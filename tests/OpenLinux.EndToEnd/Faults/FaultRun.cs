using System.Collections.Concurrent;
using System.Globalization;

namespace OpenLinux.EndToEnd.Faults;

/// <summary>How far the faults go, from which seed, and what became of them: as many as a build server has time for, or as many as tools/faults.sh asks for.</summary>
internal static class FaultRun
{
    private const int Bounded = 9;

    private static readonly ConcurrentDictionary<string, int> Counts = new(StringComparer.Ordinal);

    /// <summary>Of the kills; the others have theirs from it.</summary>
    public static int Rounds { get; } = Number("OPENLINUX_FAULTS_ROUNDS") ?? Bounded;

    /// <summary>Told by each failure; given again, the same faults come in the same order, as far as time is no part of them.</summary>
    public static int Seed { get; } = Number("OPENLINUX_FAULTS_SEED") ?? Environment.TickCount & 0xffffff;

    /// <summary>One more of those, for whoever counts: tools/faults.sh prints the file.</summary>
    public static void Count(string what)
    {
        Counts.AddOrUpdate(what, 1, (_, count) => count + 1);
        if (Environment.GetEnvironmentVariable("OPENLINUX_FAULTS_COUNTS") is { Length: > 0 } file)
        {
            lock (Counts)
            {
                File.WriteAllLines(file, Counts.OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => $"{count.Value,6}  {count.Key}"));
            }
        }
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
