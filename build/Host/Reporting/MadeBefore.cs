using System.Globalization;
using OpenLinux.Common.Files;

namespace OpenLinux.Host.Reporting;

/// <summary>How large each thing was that the run before made, in a file of the checkout. It is for people alone: what cannot be read is not known.</summary>
/// <param name="file">A line a thing: bytes, a tab, its kind and name.</param>
internal sealed class MadeBefore(string file)
{
    private readonly Lazy<Dictionary<string, long>> sizes = new(() => Read(file));

    /// <returns>By how many bytes it grew since then; null where it was not there.</returns>
    public long? ChangeOf(Artifact artifact) =>
        artifact.Size is { } size && sizes.Value.TryGetValue(KeyOf(artifact), out var before) ? size - before : null;

    /// <summary>Keeps what this run made, beside what others did.</summary>
    public void Keep(IEnumerable<Artifact> artifacts)
    {
        foreach (var artifact in artifacts.Where(artifact => artifact.Size is not null))
        {
            sizes.Value[KeyOf(artifact)] = artifact.Size!.Value;
        }

        try
        {
            AtomicFile.WriteIfChanged(file, string.Concat(sizes.Value
                .OrderBy(entry => entry.Key, StringComparer.Ordinal)
                .Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Value}\t{entry.Key}\n"))));
        }
        catch (Exception fault) when (StorageFaults.IsFault(fault))
        {
            // The next summary tells a change since an earlier run.
        }
    }

    private static string KeyOf(Artifact artifact) => $"{artifact.Kind} {artifact.Name}";

    private static Dictionary<string, long> Read(string file)
    {
        var result = new Dictionary<string, long>(StringComparer.Ordinal);
        try
        {
            foreach (var line in File.Exists(file) ? File.ReadLines(file) : [])
            {
                if (line.Split('\t', 2) is [var number, var name] && long.TryParse(number, CultureInfo.InvariantCulture, out var bytes))
                {
                    result[name] = bytes;
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
