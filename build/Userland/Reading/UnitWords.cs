namespace OpenLinux.Userland.Reading;

/// <summary>All words of what a compile reads, and what macros could paste of them.</summary>
/// <param name="shared">Those of texts that other compiles have in common with it: the same object for each.</param>
/// <param name="own">Those of its other texts.</param>
internal sealed class UnitWords(SourceWords shared, params IReadOnlyList<SourceWords> own)
{
    /// <summary>What the bodies of a compiler's own macros hold: types and suffixes of numbers (<c>clang -dM -E</c>).</summary>
    public static readonly HashSet<ulong> Predefined =
    [
        .. ("L LL U UL ULL l ll u ul ull A F F16 e xE xF f H DF DD DL long int short char unsigned signed float double block strong weak unsafe_unretained "
            + "__attribute__ address_space __LDBL_DECIMAL_DIG__ __ORDER_LITTLE_ENDIAN__ __ORDER_BIG_ENDIAN__").Split(' ')
            .Select(word => SourceWords.HashOf(word)),
    ];

    public SourceWords Shared => shared;

    public IReadOnlyList<SourceWords> Own => own;

    /// <summary>Whether trigraphs may hide a splice: then the words are not all.</summary>
    public bool AreDoubtful { get; } = shared.HasTrigraph || own.Any(text => text.HasTrigraph);

    public bool Contains(ulong hash) => shared.Contains(hash) || own.Any(text => text.Contains(hash));

    public static bool IsNumber(ReadOnlySpan<char> text) =>
        char.IsAsciiDigit(text[0]) && !text.TrimEnd("uUlL").ContainsAnyExceptInRange('0', '9');
}
