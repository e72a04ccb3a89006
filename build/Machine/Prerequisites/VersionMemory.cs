using System.Globalization;
using OpenLinux.Common.Files;

namespace OpenLinux.Machine.Prerequisites;

/// <summary>
/// Versions of programs that were asked before, so that a warm run starts none of them. One line a program:
/// path, size in bytes, modification time in ticks and version, parted by tabs; a program that changed is asked again.
/// </summary>
public sealed class VersionMemory(string file)
{
    private Dictionary<string, Version>? known;

    public Version? Recall(string program) => Known.GetValueOrDefault(KeyOf(program));

    /// <summary>Where nothing can be written, for this run alone.</summary>
    public void Remember(string program, Version version)
    {
        Known[KeyOf(program)] = version;
        try
        {
            AtomicFile.Write(file, string.Concat(Known.Select(entry => $"{entry.Key}\t{entry.Value}\n")));
        }
        catch (Exception fault) when (StorageFaults.IsFault(fault))
        {
            // Another's checkout, or a read-only one. Looking at the machine is possible there as well.
        }
    }

    private Dictionary<string, Version> Known => known ??= Read();

    private static string KeyOf(string program)
    {
        var target = File.ResolveLinkTarget(program, returnFinalTarget: true) as FileInfo ?? new FileInfo(program);
        return string.Create(CultureInfo.InvariantCulture, $"{program}\t{target.Length}\t{target.LastWriteTimeUtc.Ticks}");
    }

    private Dictionary<string, Version> Read()
    {
        var known = new Dictionary<string, Version>(StringComparer.Ordinal);
        if (!File.Exists(file))
        {
            return known;
        }

        foreach (var line in File.ReadAllLines(file))
        {
            var last = line.LastIndexOf('\t');
            if (last > 0 && Version.TryParse(line.AsSpan(last + 1), out var version))
            {
                known[line[..last]] = version;
            }
        }

        return known;
    }
}
