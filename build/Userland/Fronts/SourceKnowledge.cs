using System.Collections.Concurrent;
using OpenLinux.Engine.Content;
using OpenLinux.Userland.Reading;

namespace OpenLinux.Userland.Fronts;

/// <summary>What the texts of a build say, read once a content.</summary>
internal sealed class SourceKnowledge(WorkTree tree)
{
    private readonly ConcurrentDictionary<Digest, SourceWords> words = new();
    private readonly ConcurrentDictionary<Digest, SourceScan> scans = new();
    private readonly ConcurrentDictionary<Digest, IReadOnlyList<string>> includes = new();
    private readonly ConcurrentDictionary<Digest, ConfigurationHeader?> headers = new();
    private readonly ConcurrentDictionary<Digest, SourceWords> unions = new();

    /// <returns>Null where the file has changed.</returns>
    public SourceWords? WordsOf(string path, Digest content) => Known(words, path, content, bytes => SourceWords.Of(bytes));

    /// <returns>Null where the file has changed.</returns>
    public SourceScan? ScanOf(string path, Digest content) => Known(scans, path, content, bytes => SourceScan.Of(bytes));

    /// <returns>Base names of what it includes; null where the file has changed.</returns>
    public IReadOnlyList<string>? IncludesOf(string path, Digest content) => Known(includes, path, content, bytes => IncludeNames.In(bytes));

    /// <returns>Null where it is none, or has changed.</returns>
    public ConfigurationHeader? ConfigurationIn(string path, Digest content) =>
        Known(headers, path, content, bytes => ConfigurationHeader.Of(bytes));

    /// <summary>Units of a build read the same headers: their words are put together once.</summary>
    /// <returns>Null where a file has changed.</returns>
    public SourceWords? WordsOf(IReadOnlyList<(string Path, Digest Content)> files)
    {
        var key = Digest.OfUtf8(string.Join('\n', files.Select(file => file.Content.Hash)));
        if (unions.TryGetValue(key, out var known))
        {
            return known;
        }

        var parts = new List<SourceWords>();
        foreach (var (path, content) in files)
        {
            if (WordsOf(path, content) is not { } part)
            {
                return null;
            }

            parts.Add(part);
        }

        return unions.GetOrAdd(key, SourceWords.Of(parts));
    }

    private T? Known<T>(ConcurrentDictionary<Digest, T> table, string path, Digest content, Func<byte[], T> read)
    {
        if (!table.TryGetValue(content, out var value))
        {
            if (tree.ContentOf(path, content) is not { } bytes)
            {
                return default;
            }

            value = table.GetOrAdd(content, read(bytes));
        }

        return value;
    }
}
