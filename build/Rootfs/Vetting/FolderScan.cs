namespace OpenLinux.Rootfs.Vetting;

/// <summary>
/// Collects the folders whose paths a program names, wherever an absolute path begins: a function of the program alone, which each machine
/// then compares with its own folders. What it finds of a folder F is what the pattern "F/" would match.
/// </summary>
internal sealed class FolderScan
{
    /// <summary>Characters of a folder's path; longer ones are not collected.</summary>
    public const int Longest = 1000;

    /// <summary>So many characters of a path may stand before one that begins; see <see cref="ContentPatterns"/>.</summary>
    private const int MostBefore = 3;

    private readonly Dictionary<string, long> offsets = new(StringComparer.Ordinal);
    private readonly char[] run = new char[4 * Longest];
    private readonly List<int> starts = [];
    private int length;
    private int pathBefore;
    private long position;

    public void Feed(ReadOnlySpan<byte> chunk)
    {
        foreach (var octet in chunk)
        {
            var character = (char)octet;
            if (BuildPlaces.Plain.Contains(character))
            {
                Append(character);
            }
            else if (length > 0)
            {
                Restart();
            }

            position++;
        }
    }

    /// <summary>Ends a program; the next chunk belongs to another.</summary>
    /// <returns>The folders, each with the offset in bytes where it is first named.</returns>
    public IReadOnlyList<(string Folder, long Offset)> Finish()
    {
        (string, long)[] found = [.. offsets.OrderBy(mention => mention.Value).Select(mention => (mention.Key, mention.Value))];
        offsets.Clear();
        Restart();
        position = 0;
        return found;
    }

    private void Append(char character)
    {
        if (length == run.Length)
        {
            Slide();
        }

        if (character == '/')
        {
            foreach (var start in starts)
            {
                Add(start);
            }

            if (pathBefore <= MostBefore)
            {
                starts.Add(length);
            }
        }

        run[length++] = character;
        pathBefore = char.IsAsciiLetterOrDigit(character) || character is '_' or '.' or '/' or '-' ? pathBefore + 1 : 0;
    }

    private void Add(int start)
    {
        var folder = run.AsSpan(start, length - start);
        var known = offsets.GetAlternateLookup<ReadOnlySpan<char>>();
        if (folder.Length is > 1 and <= Longest && !known.ContainsKey(folder))
        {
            known[folder] = position - folder.Length;
        }
    }

    /// <summary>Keeps what a folder that is still to be ended may begin in.</summary>
    private void Slide()
    {
        var dropped = length - Longest;
        run.AsSpan(dropped, Longest).CopyTo(run);
        length = Longest;
        starts.RemoveAll(start => start < dropped);
        for (var index = 0; index < starts.Count; index++)
        {
            starts[index] -= dropped;
        }
    }

    private void Restart()
    {
        length = 0;
        pathBefore = 0;
        starts.Clear();
    }
}
