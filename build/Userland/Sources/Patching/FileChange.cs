namespace OpenLinux.Userland.Sources.Patching;

/// <summary>What a patch does to one file.</summary>
/// <param name="From">Its path; null where it is new.</param>
/// <param name="To">Null where it goes.</param>
internal sealed record FileChange(string? From, string? To, IReadOnlyList<Hunk> Hunks)
{
    public string Path => (To ?? From)!;

    /// <param name="text">A character a byte; empty for a new file.</param>
    /// <returns>The text that it becomes.</returns>
    /// <exception cref="PatchException">A hunk's lines are not there, or not in one place alone.</exception>
    public string Apply(string text)
    {
        var lines = Lines(text);
        var result = new List<string>();
        var (at, moved) = (0, 0);
        foreach (var hunk in Hunks)
        {
            var place = hunk.PlaceIn(lines, at, moved) ?? throw new PatchException($"line {hunk.PatchLine}: {Path} has other lines there");
            result.AddRange(lines[at..place]);
            result.AddRange(hunk.After);
            (at, moved) = (place + hunk.Before.Count, place - hunk.Start);
        }

        result.AddRange(lines[at..]);
        return string.Concat(result);
    }

    /// <summary>Each with its end; the last one may lack it.</summary>
    private static List<string> Lines(string text)
    {
        var lines = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            var end = text.IndexOf('\n', at);
            end = end < 0 ? text.Length : end + 1;
            lines.Add(text[at..end]);
            at = end;
        }

        return lines;
    }
}

/// <summary>Lines that become others. All of them must be there: no line is passed over, as <c>patch</c> would with its fuzz.</summary>
/// <param name="PatchLine">Where it begins in the patch, from 1.</param>
/// <param name="Line">Where it begins in the file, from 1; 0 for an empty one.</param>
internal sealed record Hunk(int PatchLine, int Line)
{
    private bool wasOld;
    private bool wasNew;

    public List<string> Before { get; } = [];

    public List<string> After { get; } = [];

    public int Start => Before.Count == 0 ? Line : Line - 1;

    /// <returns>Whether it is a line of a hunk.</returns>
    public bool Take(string line)
    {
        var mark = line.Length > 0 ? line[0] : ' ';
        if (mark == '\\')
        {
            WithoutEnd(wasOld ? Before : null);
            WithoutEnd(wasNew ? After : null);
            return wasOld || wasNew;
        }

        (wasOld, wasNew) = (mark is ' ' or '-', mark is ' ' or '+');
        var text = (line.Length > 0 ? line[1..] : "") + "\n";
        Before.AddRange(wasOld ? [text] : []);
        After.AddRange(wasNew ? [text] : []);
        return wasOld || wasNew;
    }

    /// <param name="from">Behind the hunk before it.</param>
    /// <param name="moved">How far that one lay from where it was said to be.</param>
    /// <returns>Where its lines begin: where they are said to, or nearest to it; null where they are not there.</returns>
    public int? PlaceIn(List<string> lines, int from, int moved)
    {
        var expected = Math.Max(from, Start + moved);
        for (var distance = 0; distance <= lines.Count; distance++)
        {
            foreach (var place in new[] { expected - distance, expected + distance })
            {
                if (place >= from && IsAt(lines, place))
                {
                    return place;
                }
            }

            // Lines alone tell where a hunk goes; one that has none goes where it says.
            if (Before.Count == 0)
            {
                return null;
            }
        }

        return null;
    }

    private bool IsAt(List<string> lines, int place) =>
        place + Before.Count <= lines.Count && Before.Select((line, index) => lines[place + index] == line).All(isSame => isSame);

    private static void WithoutEnd(List<string>? lines)
    {
        if (lines is { Count: > 0 })
        {
            lines[^1] = lines[^1].TrimEnd('\n');
        }
    }
}

/// <summary>A patch cannot be read or applied; the step says which one.</summary>
internal sealed class PatchException(string reason) : Exception(reason);
