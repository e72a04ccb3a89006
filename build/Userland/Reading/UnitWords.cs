namespace OpenLinux.Userland.Reading;

/// <summary>All words of what a compile reads, and the names that macros could paste from them.</summary>
internal sealed class UnitWords(IReadOnlyList<SourceWords> parts)
{
    /// <summary>What the bodies of a compiler's own macros hold: types and suffixes of numbers (<c>clang -dM -E</c>).</summary>
    public static readonly HashSet<ulong> Predefined =
    [
        .. "L LL U UL ULL l ll u ul ull F f H DF DD DL long int short char unsigned signed float double block strong weak unsafe_unretained".Split(' ')
            .Select(word => SourceWords.HashOf(word)),
    ];

    public IReadOnlyList<SourceWords> Parts => parts;

    public bool Paste { get; } = parts.Any(part => part.Pastes);

    /// <summary>Whether trigraphs may hide a splice: then the words are not all.</summary>
    public bool AreDoubtful { get; } = parts.Any(part => part.HasTrigraph);

    public bool Contains(ulong hash)
    {
        foreach (var part in parts)
        {
            if (part.Contains(hash))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the text has the name, or could paste it of two or more words; digits may come from __LINE__ and __COUNTER__.</summary>
    public bool CanName(string name) => Contains(SourceWords.HashOf(name)) || (Paste && CanPaste(name));

    private bool CanPaste(string name)
    {
        Span<bool> reached = name.Length < 512 ? stackalloc bool[name.Length + 1] : new bool[name.Length + 1];
        reached[0] = true;
        for (var start = 0; start < name.Length; start++)
        {
            if (!reached[start])
            {
                continue;
            }

            var hash = SourceWords.Start;
            for (var end = start; end < name.Length; end++)
            {
                hash = SourceWords.Next(hash, (byte)name[end]);
                reached[end + 1] = reached[end + 1] || Contains(hash) || Predefined.Contains(hash) || IsNumber(name.AsSpan(start, end + 1 - start));
            }
        }

        return reached[^1];
    }

    public static bool IsNumber(ReadOnlySpan<char> text) =>
        char.IsAsciiDigit(text[0]) && !text.TrimEnd("uUlL").ContainsAnyExceptInRange('0', '9');
}
