using System.Text;
using OpenLinux.Common.Files;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Storage;

namespace OpenLinux.Engine.Explanations;

/// <summary>
/// The last keys of each step, by mnemonic and label: what a miss is compared with. Each process that runs something appends to a file
/// of its own, <c>history/log-*</c>, a line a step: hash of mnemonic and label, key, and digest of the action's record. Lines that a kill
/// cut short are passed over; many files are made one.
/// </summary>
public sealed class ActionHistory(CacheFolder cache) : IDisposable
{
    private const int Capacity = 8;
    private const int MostFiles = 32;
    private const string Prefix = "log-";

    private readonly Lock gate = new();
    private Dictionary<string, List<PastAction>>? known;
    private FileStream? journal;

    private string Folder => Path.Combine(cache.Root, "history");

    /// <returns>Most recent first.</returns>
    internal IReadOnlyList<PastAction> Of(ActionSpec spec)
    {
        lock (gate)
        {
            return [.. Known().GetValueOrDefault(NameOf(spec)) ?? []];
        }
    }

    internal void Add(ActionSpec spec, PastAction action)
    {
        var name = NameOf(spec);
        lock (gate)
        {
            Note(Known(), name, action);
            cache.Guard(() =>
            {
                journal ??= Create();
                journal.Write(Encoding.ASCII.GetBytes(Line(name, action)));
                return true;
            });
        }
    }

    public void Dispose() => journal?.Dispose();

    private static string NameOf(ActionSpec spec) => Digest.OfUtf8($"{spec.Mnemonic}\n{spec.Label}").Hash;

    private static string Line(string name, PastAction action) => $"\n{name} {action.Key} {action.Record}\n";

    private static void Note(Dictionary<string, List<PastAction>> all, string name, PastAction action)
    {
        if (!all.TryGetValue(name, out var actions))
        {
            all[name] = actions = [];
        }

        actions.RemoveAll(known => known.Key == action.Key);
        actions.Insert(0, action);
        if (actions.Count > Capacity)
        {
            actions.RemoveAt(Capacity);
        }
    }

    private FileStream Create()
    {
        Directory.CreateDirectory(Folder);
        return new FileStream(
            Path.Combine(Folder, $"{Prefix}{Guid.NewGuid():n}"), FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
    }

    private Dictionary<string, List<PastAction>> Known() => known ??= cache.Guard(Read);

    private Dictionary<string, List<PastAction>> Read()
    {
        var all = new Dictionary<string, List<PastAction>>(StringComparer.Ordinal);
        var folder = new DirectoryInfo(Folder);
        var files = folder.Exists ? folder.GetFiles(Prefix + "*").OrderBy(file => file.LastWriteTimeUtc).ToList() : [];
        foreach (var file in files)
        {
            Read(Encoding.ASCII.GetString(cache.Read(file.FullName) ?? []), all);
        }

        if (files.Count > MostFiles && !cache.IsLeftAlone)
        {
            MakeOne(files, all);
        }

        return all;
    }

    private static void Read(string text, Dictionary<string, List<PastAction>> all)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var first = line.IndexOf(' ');
            var last = line.LastIndexOf(' ');
            if (first < last
                && DigestMessages.IsHash(line[..first].ToString())
                && DigestMessages.Parse(line[(first + 1)..last]) is { } key
                && DigestMessages.Parse(line[(last + 1)..]) is { } record)
            {
                Note(all, line[..first].ToString(), new PastAction(key, record));
            }
        }
    }

    /// <summary>Another process may still append to one of them: what it adds then is known to nobody, which costs an explanation.</summary>
    private void MakeOne(List<FileInfo> files, Dictionary<string, List<PastAction>> all)
    {
        var text = new StringBuilder();
        foreach (var (name, actions) in all)
        {
            foreach (var action in actions.AsEnumerable().Reverse())
            {
                text.Append(Line(name, action));
            }
        }

        cache.Write(Path.Combine(Folder, $"{Prefix}{Guid.NewGuid():n}"), Encoding.ASCII.GetBytes(text.ToString()));
        files.ForEach(file => CacheFolder.Drop(file.FullName));
    }
}

/// <param name="Key">The action's digest.</param>
/// <param name="Record">Of all its messages: <see cref="ActionRecord"/>.</param>
internal sealed record PastAction(Digest Key, Digest Record);
