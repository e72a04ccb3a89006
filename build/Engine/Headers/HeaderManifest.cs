using System.Text;

namespace OpenLinux.Engine.Headers;

/// <summary>
/// The header sets known for a translation unit, most recent first. As a blob: a line that names the format, then for each set a line
/// "set" or "probing-set", and its paths, each on a line that starts with a space.
/// </summary>
internal sealed record HeaderManifest(IReadOnlyList<HeaderSet> Sets)
{
    private const int Capacity = 8;
    private const string Format = "openlinux-headers 2";
    private const string PlainSet = "set";
    private const string ProbingSet = "probing-set";

    public static HeaderManifest Empty { get; } = new([]);

    public HeaderManifest With(HeaderSet newest) =>
        new([.. Sets.Where(set => !set.IsSame(newest)).Take(Capacity - 1).Prepend(newest)]);

    public byte[] Serialize()
    {
        var text = new StringBuilder(Format).Append('\n');
        foreach (var set in Sets)
        {
            text.Append(set.ProbesNames ? ProbingSet : PlainSet).Append('\n');
            foreach (var path in set.Paths)
            {
                text.Append(' ').Append(path).Append('\n');
            }
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <returns>The manifest; empty where the format is another.</returns>
    public static HeaderManifest Parse(ReadOnlySpan<byte> blob)
    {
        var sets = new List<HeaderSet>();
        var paths = new List<string>();
        var isFirst = true;
        foreach (var line in Encoding.UTF8.GetString(blob).AsSpan().EnumerateLines())
        {
            if (isFirst)
            {
                if (!line.SequenceEqual(Format))
                {
                    return Empty;
                }

                isFirst = false;
            }
            else if (line is [' ', ..])
            {
                paths.Add(line[1..].ToString());
            }
            else if (line.Length > 0)
            {
                paths = [];
                sets.Add(new HeaderSet(line.SequenceEqual(ProbingSet), paths));
            }
        }

        return new HeaderManifest(sets);
    }
}

/// <summary>What a compile once read.</summary>
/// <param name="ProbesNames">Whether something it read asks which files exist (<c>__has_include</c>), or its assembly reads files;
/// then every input belongs to the key.</param>
/// <param name="Paths">As the compiler named them, relative to the input root.</param>
internal sealed record HeaderSet(bool ProbesNames, IReadOnlyList<string> Paths)
{
    public bool IsSame(HeaderSet other) =>
        ProbesNames == other.ProbesNames && Paths.SequenceEqual(other.Paths, StringComparer.Ordinal);
}
