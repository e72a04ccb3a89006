namespace OpenLinux.Userland.Reading;

/// <summary>
/// The words of a source's text, those of comments and literals among them: every name that the preprocessor can meet in it, and more.
/// Kept as hashes: two words with the same one make a name count that need not.
/// </summary>
internal sealed class SourceWords
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    private readonly HashSet<ulong> hashes;

    private SourceWords(HashSet<ulong> hashes, IReadOnlySet<ulong> code, IReadOnlySet<string> chains, bool hasTrigraph)
    {
        this.hashes = hashes;
        Code = code;
        Chains = chains;
        HasTrigraph = hasTrigraph;
    }

    /// <summary>Those outside of comments and literals: what macros can paste names of. All, where it is in doubt which those are.</summary>
    public IReadOnlySet<ulong> Code { get; }

    /// <summary>What its macros could paste.</summary>
    public IReadOnlySet<string> Chains { get; }

    /// <summary>Whether it has a splice or an operator to those compilers alone that are asked for trigraphs.</summary>
    public bool HasTrigraph { get; }

    public static SourceWords Of(ReadOnlySpan<byte> text)
    {
        var hashes = HashesIn(text);

        // A splice may stand between the two halves of the operator: any of its characters, doubled or not, would be too many.
        var (plain, chains) = SourceScan.CodeOf(text, HasOperator(text));
        var code = plain is null ? hashes : HashesIn(plain);
        return new SourceWords(hashes, code, chains, text.IndexOf("??/"u8) >= 0 || text.IndexOf("??="u8) >= 0);
    }

    public static SourceWords Of(IReadOnlyList<SourceWords> all)
    {
        var hashes = new HashSet<ulong>();
        var code = new HashSet<ulong>();
        var chains = new HashSet<string>(StringComparer.Ordinal);
        var hasTrigraph = false;
        foreach (var words in all)
        {
            hashes.UnionWith(words.hashes);
            code.UnionWith(words.Code);
            chains.UnionWith(words.Chains);
            hasTrigraph |= words.HasTrigraph;
        }

        return new SourceWords(hashes, code, chains, hasTrigraph);
    }

    /// <param name="word">In ASCII.</param>
    public static ulong HashOf(ReadOnlySpan<char> word)
    {
        var hash = Offset;
        foreach (var unit in word)
        {
            hash = Next(hash, (byte)unit);
        }

        return hash;
    }

    public static ulong Start => Offset;

    /// <returns>The hash of a word with one more character.</returns>
    public static ulong Next(ulong hash, byte unit) => (hash ^ unit) * Prime;

    public bool Contains(ulong hash) => hashes.Contains(hash);

    private static HashSet<ulong> HashesIn(ReadOnlySpan<byte> text)
    {
        var hashes = new HashSet<ulong>();
        var hash = Offset;
        var isWord = false;
        for (var at = 0; at < text.Length; at++)
        {
            var unit = text[at];
            if (IsPart(unit))
            {
                hash = Next(hash, unit);
                isWord = true;
            }
            else if (unit == '\\' && SpliceAt(text, at) is var length && length > 0)
            {
                at += length - 1;
            }
            else if (isWord)
            {
                hashes.Add(hash);
                hash = Offset;
                isWord = false;
            }
        }

        if (isWord)
        {
            hashes.Add(hash);
        }

        return hashes;
    }

    private static bool IsPart(byte unit) => char.IsAsciiLetterOrDigit((char)unit) || unit == '_';

    /// <summary>Compilers take blanks between backslash and line end for an oversight.</summary>
    private static int SpliceAt(ReadOnlySpan<byte> text, int at)
    {
        var end = at + 1;
        while (end < text.Length && text[end] is (byte)' ' or (byte)'\t' or (byte)'\v' or (byte)'\f' or (byte)'\r')
        {
            end++;
        }

        return end < text.Length && text[end] == '\n' ? end + 1 - at : 0;
    }

    private static bool HasOperator(ReadOnlySpan<byte> text) =>
        text.IndexOf("##"u8) >= 0 || text.IndexOf("%:"u8) >= 0 || text.IndexOf("#\\"u8) >= 0 || text.IndexOf("%\\"u8) >= 0;
}
