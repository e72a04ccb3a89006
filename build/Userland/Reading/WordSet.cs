namespace OpenLinux.Userland.Reading;

/// <summary>Hashes of words (<see cref="SourceWords"/>) that are asked for far more often than they are there: most answers are one bit of a small table.</summary>
internal sealed class WordSet
{
    private const int Bits = 1 << 16;

    private readonly ulong[] filter;
    private readonly HashSet<ulong> words;
    private readonly WordSet? others;

    public WordSet(params ReadOnlySpan<IEnumerable<ulong>> texts)
    {
        filter = new ulong[Bits / 64];
        words = [];
        foreach (var text in texts)
        {
            Add(text);
        }
    }

    /// <summary>Another set's words, and more.</summary>
    public WordSet(WordSet others, IReadOnlyCollection<ulong> more)
    {
        this.others = others;
        filter = [.. others.filter];
        words = [];
        Add(more);
    }

    public bool Contains(ulong hash)
    {
        var place = Place(hash);
        return (filter[place / 64] & (1UL << (place % 64))) != 0 && (words.Contains(hash) || others?.Contains(hash) == true);
    }

    private void Add(IEnumerable<ulong> hashes)
    {
        foreach (var hash in hashes)
        {
            var place = Place(hash);
            filter[place / 64] |= 1UL << (place % 64);
            words.Add(hash);
        }
    }

    /// <summary>The low bits of a hash depend on the last characters alone.</summary>
    private static int Place(ulong hash) => (int)((hash ^ (hash >> 29)) % Bits);
}
