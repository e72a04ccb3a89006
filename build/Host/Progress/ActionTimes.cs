using System.Globalization;
using OpenLinux.Common.Files;
using OpenLinux.Engine.Actions;

namespace OpenLinux.Host.Progress;

/// <summary>How long each action took when it last ran, in a file of the checkout. It is for people alone: what cannot be read is not known.</summary>
/// <param name="file">A line an action: milliseconds, a tab, its kind and label.</param>
internal sealed class ActionTimes(string file)
{
    private const int MostActions = 50_000;

    private readonly Lazy<Dictionary<string, TimeSpan>> earlier = new(() => Read(file));
    private readonly Dictionary<string, TimeSpan> now = new(StringComparer.Ordinal);
    private TimeSpan? total;

    /// <summary>Of all that ran earlier.</summary>
    public TimeSpan Total => total ??= TimeSpan.FromTicks(earlier.Value.Values.Sum(time => time.Ticks));

    public TimeSpan? Earlier(ActionSpec spec) => earlier.Value.TryGetValue(NameOf(spec), out var time) ? time : null;

    public void Note(ActionSpec spec, TimeSpan elapsed) => now[NameOf(spec)] = elapsed;

    /// <summary>What ran now counts from the next run on.</summary>
    public void Save()
    {
        if (now.Count == 0)
        {
            return;
        }

        var all = now.Concat(earlier.Value.Where(entry => !now.ContainsKey(entry.Key))).Take(MostActions);
        try
        {
            AtomicFile.Write(file, string.Concat(all.Select(entry => string.Create(CultureInfo.InvariantCulture, $"{(long)entry.Value.TotalMilliseconds}\t{entry.Key}\n"))));
        }
        catch (Exception fault) when (StorageFaults.IsFault(fault))
        {
            // The next run has the estimates of the one before.
        }
    }

    private static string NameOf(ActionSpec spec) => $"{spec.Mnemonic} {spec.Label}".ReplaceLineEndings(" ");

    private static Dictionary<string, TimeSpan> Read(string file)
    {
        var result = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);
        try
        {
            foreach (var line in File.Exists(file) ? File.ReadLines(file).Take(MostActions) : [])
            {
                if (line.Split('\t', 2) is [var number, var name] && uint.TryParse(number, CultureInfo.InvariantCulture, out var milliseconds))
                {
                    result[name] = TimeSpan.FromMilliseconds(milliseconds);
                }
            }
        }
        catch (Exception fault) when (StorageFaults.IsFault(fault))
        {
            result.Clear();
        }

        return result;
    }
}
