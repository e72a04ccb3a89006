namespace OpenLinux.Userland.Reading;

/// <summary>All words of what a compile reads, and what macros could paste of them.</summary>
internal sealed class UnitWords(IReadOnlyList<SourceWords> parts)
{
    /// <summary>What the bodies of a compiler's own macros hold: types and suffixes of numbers (<c>clang -dM -E</c>).</summary>
    public static readonly HashSet<ulong> Predefined =
    [
        .. ("L LL U UL ULL l ll u ul ull A F F16 e xE xF f H DF DD DL long int short char unsigned signed float double block strong weak unsafe_unretained "
            + "__attribute__ address_space __LDBL_DECIMAL_DIG__ __ORDER_LITTLE_ENDIAN__ __ORDER_BIG_ENDIAN__").Split(' ')
            .Select(word => SourceWords.HashOf(word)),
    ];

    public IReadOnlyList<SourceWords> Parts => parts;

    /// <summary>What macros could paste.</summary>
    public IReadOnlySet<string> Chains { get; } = parts.SelectMany(part => part.Chains).ToHashSet(StringComparer.Ordinal);

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

    public static bool IsNumber(ReadOnlySpan<char> text) =>
        char.IsAsciiDigit(text[0]) && !text.TrimEnd("uUlL").ContainsAnyExceptInRange('0', '9');
}
