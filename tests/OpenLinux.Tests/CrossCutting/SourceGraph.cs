using System.Text.RegularExpressions;

namespace OpenLinux.Tests.CrossCutting;

/// <summary>
/// Which folder of the build's sources uses which, read from the sources themselves: a file uses a folder where it names a type, or calls an
/// extension method, that a file there declares in a namespace it sees. Comments and texts do not count.
/// </summary>
internal sealed partial class SourceGraph
{
    private readonly Dictionary<string, Dictionary<string, string>> uses;

    private SourceGraph(Dictionary<string, Dictionary<string, string>> uses) => this.uses = uses;

    /// <param name="files">Each one's path and text; a namespace is a folder.</param>
    public static SourceGraph Of(IEnumerable<(string Path, string Text)> files)
    {
        var sources = files.Select(file => Source.Parse(file.Path, file.Text)).OfType<Source>().ToList();
        var folders = sources.SelectMany(source => source.Namespace.Split('.')).ToHashSet(StringComparer.Ordinal);
        var extensions = sources.SelectMany(source => source.Extends).ToHashSet(StringComparer.Ordinal);
        var declared = sources
            .SelectMany(source => source.Declares.Select(name => (source.Namespace, name)))
            .ToLookup(declaration => declaration.Namespace, declaration => declaration.name, StringComparer.Ordinal);
        var uses = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        foreach (var source in sources)
        {
            var used = uses.TryGetValue(source.Namespace, out var known) ? known : uses[source.Namespace] = new(StringComparer.Ordinal);
            foreach (var seen in source.Sees.Where(seen => seen != source.Namespace))
            {
                if (declared[seen].FirstOrDefault(name => source.Uses(name, folders, extensions)) is { } name)
                {
                    used.TryAdd(seen, $"{Path.GetFileName(source.Path)} names {name}");
                }
            }
        }

        return new SourceGraph(uses);
    }

    /// <returns>The shortest way from a folder back to itself, each step with a reason; empty where there is none.</returns>
    public IReadOnlyList<string> Cycle()
    {
        foreach (var start in uses.Keys.Order(StringComparer.Ordinal))
        {
            var cameFrom = new Dictionary<string, string>(StringComparer.Ordinal);
            var waiting = new Queue<string>([start]);
            while (waiting.TryDequeue(out var folder))
            {
                foreach (var next in uses.GetValueOrDefault(folder)?.Keys ?? Enumerable.Empty<string>())
                {
                    if (next == start)
                    {
                        return Steps(start, folder, cameFrom);
                    }

                    if (cameFrom.TryAdd(next, folder))
                    {
                        waiting.Enqueue(next);
                    }
                }
            }
        }

        return [];
    }

    private List<string> Steps(string start, string last, Dictionary<string, string> cameFrom)
    {
        var folders = new List<string> { start, last };
        while (last != start)
        {
            folders.Add(last = cameFrom[last]);
        }

        folders.Reverse();
        return [.. folders.Zip(folders.Skip(1), (from, to) => $"{from} -> {to}: {uses[from][to]}")];
    }

    /// <param name="Extends">The extension methods among what it declares.</param>
    /// <param name="Names">Each identifier with what stands before its dot; with nothing where it stands alone.</param>
    private sealed record Source(
        string Path, string Namespace, IReadOnlyList<string> Declares, IReadOnlyList<string> Extends, HashSet<string> Sees, ILookup<string, string> Names)
    {
        /// <summary>A name behind a dot is a member's, such as an enum's, unless it is an extension method's or a folder stands before the dot.</summary>
        public bool Uses(string name, HashSet<string> folders, HashSet<string> extensions) =>
            Names[name].Any(before => before.Length == 0 || folders.Contains(before) || extensions.Contains(name));

        public static Source? Parse(string path, string text)
        {
            var code = Noise().Replace(text, " ");
            if (NamespaceLine().Match(code) is not { Success: true } own)
            {
                return null;
            }

            var name = own.Groups[1].Value;
            var body = code[(own.Index + own.Length)..];
            var sees = Using().Matches(code).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
            for (var end = name.Length; end > 0; end = name.LastIndexOf('.', end - 1))
            {
                sees.Add(name[..end]);
            }

            string[] extends = [.. Extension().Matches(body).Select(match => match.Groups[1].Value)];
            return new Source(
                path,
                name,
                [.. Declaration().Matches(body).Select(match => match.Groups[1].Value), .. extends],
                extends,
                sees,
                Identifier().Matches(body).ToLookup(match => match.Groups[2].Value, match => match.Groups[1].Value, StringComparer.Ordinal));
        }
    }

    [GeneratedRegex(@"//[^\n]*|""(?:\\.|[^""\\\n])*""")]
    private static partial Regex Noise();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"^using (?:static )?(OpenLinux[\w.]*);", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(
        @"^(?:(?:public|internal|file|static|sealed|abstract|partial|readonly|ref|unsafe) )*(?:class|record struct|record class|record|struct|interface|enum|delegate [\w<>?,. \[\]]+) +(\w+)",
        RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"static (?:async )?[\w<>?,.\[\]() ]+ (\w+)(?:<[\w, ]+>)?\(\s*this ")]
    private static partial Regex Extension();

    [GeneratedRegex(@"(?<=(?:([\w)\]}>!""]+)\s*\??\.)?)(?<!\w)([A-Za-z_]\w*)")]
    private static partial Regex Identifier();
}
