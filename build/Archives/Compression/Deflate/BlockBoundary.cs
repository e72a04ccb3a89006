namespace OpenLinux.Archives.Compression.Deflate;

/// <summary>
/// Tells where a block should end, since what follows is of another kind and wants codes of its own: the share of each kind of symbol among the
/// last ones is compared with that in the block so far. The measure and its bounds are those of libdeflate (deflate_compress.c, "block splitting").
/// </summary>
internal sealed class BlockBoundary
{
    private const int Kinds = 10;
    private const int ShortMatch = 8;
    private const int LongMatch = 9;
    private const int LongFrom = 9;
    private const int Batch = 512;
    private const int SmallestBlock = 5_000;
    private const int SmallBlock = 10_000;
    private const int FewSymbols = 8_192;

    private readonly int[] recent = new int[Kinds];
    private readonly int[] before = new int[Kinds];
    private int recentCount;
    private int beforeCount;

    public void Begin()
    {
        Array.Clear(recent);
        Array.Clear(before);
        recentCount = 0;
        beforeCount = 0;
    }

    public void Literal(uint value) => recent[((value >> 5) & 6) | (value & 1)]++;

    public void Match(int length) => recent[length >= LongFrom ? LongMatch : ShortMatch]++;

    /// <param name="count">How many literals and matches were told of.</param>
    public void Taken(int count) => recentCount += count;

    /// <param name="length">Bytes in the block so far.</param>
    /// <param name="left">Bytes that follow.</param>
    public bool IsReached(int length, int left)
    {
        if (recentCount < Batch || length < SmallestBlock || left < SmallestBlock)
        {
            return false;
        }

        if (beforeCount > 0 && IsAnotherKind(length))
        {
            return true;
        }

        for (var kind = 0; kind < Kinds; kind++)
        {
            before[kind] += recent[kind];
            recent[kind] = 0;
        }

        beforeCount += recentCount;
        recentCount = 0;
        return false;
    }

    private bool IsAnotherKind(int length)
    {
        long difference = 0;
        for (var kind = 0; kind < Kinds; kind++)
        {
            difference += Math.Abs(((long)before[kind] * recentCount) - ((long)recent[kind] * beforeCount));
        }

        var all = beforeCount + recentCount;
        var bound = (long)recentCount * 200 / Batch * beforeCount;
        if (length < SmallBlock && all < FewSymbols)
        {
            bound += bound * (FewSymbols - all) / FewSymbols;
        }

        return difference + ((long)(length / 4096) * beforeCount) >= bound;
    }
}
