namespace OpenLinux.Userland.Reading;

/// <summary>Hashes of words (<see cref="SourceWords"/>) that are asked for far more often than they are there: most answers are one bit of a small table.</summary>
internal sealed class WordSet
{
    private const int Bits = 1 << 16;

    private readonly BitFilter filter;
    private readonly HashSet<ulong> words;
    private readonly WordSet? others;

    public WordSet(params ReadOnlySpan<IEnumerable<ulong>> texts)
    {
        filter = new BitFilter(Bits);
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
        filter = new BitFilter(others.filter);
        words = [];
        Add(more);
    }

    public bool Contains(ulong hash) => filter.MayContain(hash) && (words.Contains(hash) || others?.Contains(hash) == true);

    private void Add(IEnumerable<ulong> hashes)
    {
        foreach (var hash in hashes)
        {
            filter.Add(hash);
            words.Add(hash);
        }
    }
}
