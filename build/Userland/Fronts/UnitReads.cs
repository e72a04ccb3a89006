using System.Text;
using OpenLinux.Engine.Content;

namespace OpenLinux.Userland.Fronts;

/// <summary>What a compile once read beside its source.</summary>
/// <param name="Headers">As the compiler named them.</param>
/// <param name="Asked">Base names that it asked for (<c>__has_include</c>).</param>
/// <param name="Configuration">Those of the headers, resolved, of which only what the others name counts.</param>
internal sealed record UnitReads(IReadOnlyList<string> Headers, IReadOnlyList<string> Asked, IReadOnlyList<string> Configuration)
{
    private const string Format = "openlinux-unit 2";
    private const int Capacity = 8;

    /// <summary>The configuration headers as they were when that was noted.</summary>
    public NarrowedHeaders? Narrowed { get; init; }

    public bool IsSame(UnitReads other) =>
        Headers.SequenceEqual(other.Headers, StringComparer.Ordinal)
        && Asked.SequenceEqual(other.Asked, StringComparer.Ordinal)
        && Configuration.SequenceEqual(other.Configuration, StringComparer.Ordinal);

    /// <summary>The newest first: a line "reads" each, then its headers, names and configuration headers, a line each, and their digests in one.</summary>
    public static string Note(UnitReads newest, IEnumerable<UnitReads> earlier)
    {
        var text = new StringBuilder(Format).Append('\n');
        foreach (var reads in earlier.Where(known => !known.IsSame(newest)).Take(Capacity - 1).Prepend(newest))
        {
            text.Append("reads\n");
            Append('h', reads.Headers);
            Append('a', reads.Asked);
            Append('c', reads.Configuration);
            Append('n', reads.Narrowed is { } narrowed ? [narrowed.ToString()] : []);
        }

        return text.ToString();

        void Append(char kind, IEnumerable<string> lines)
        {
            foreach (var line in lines)
            {
                text.Append(kind).Append(' ').Append(line).Append('\n');
            }
        }
    }

    /// <returns>None where the format is another.</returns>
    public static IReadOnlyList<UnitReads> Parse(string? note)
    {
        var found = new List<UnitReads>();
        var lines = note?.Split('\n') ?? [];
        if (lines is not [Format, ..])
        {
            return [];
        }

        List<string> headers = [], asked = [], configuration = [];
        foreach (var line in lines.Skip(1))
        {
            switch (line)
            {
                case "reads":
                    found.Add(new UnitReads(headers = [], asked = [], configuration = []));
                    break;
                case ['h', ' ', ..]:
                    headers.Add(line[2..]);
                    break;
                case ['a', ' ', ..]:
                    asked.Add(line[2..]);
                    break;
                case ['c', ' ', ..]:
                    configuration.Add(line[2..]);
                    break;
                case ['n', ' ', ..] when NarrowedHeaders.Parse(line[2..]) is { } narrowed && found.Count > 0 && narrowed.Parts.Count == configuration.Count:
                    found[^1] = found[^1] with { Narrowed = narrowed };
                    break;
                default:
                    break;
            }
        }

        return found;
    }
}

/// <summary>Configuration headers with what a compile can name of them.</summary>
/// <param name="Whole">Of all that it was narrowed by: where that is the same, so are the parts.</param>
internal sealed record NarrowedHeaders(Digest Whole, IReadOnlyList<Digest> Parts)
{
    /// <summary>As <see cref="ToString"/> writes it.</summary>
    /// <returns>Null where that is no list of digests.</returns>
    public static NarrowedHeaders? Parse(string line)
    {
        var digests = line.Split(' ').Select(word => DigestMessages.Parse(word)).OfType<Digest>().ToList();
        return digests.Count == line.Count(unit => unit == ' ') + 1 ? new NarrowedHeaders(digests[0], digests[1..]) : null;
    }

    public override string ToString() => string.Join(' ', Parts.Prepend(Whole));
}
