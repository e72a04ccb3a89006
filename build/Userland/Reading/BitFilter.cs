namespace OpenLinux.Userland.Reading;

/// <summary>A set of hashes (<see cref="SourceWords"/>) that may have more than was put in: a bit for each.</summary>
internal sealed class BitFilter
{
    private readonly ulong[] bits;

    /// <param name="size">In bits: a power of two, 64 or more.</param>
    public BitFilter(int size) => bits = new ulong[size / 64];

    public BitFilter(BitFilter other) => bits = [.. other.bits];

    public void Add(ulong hash)
    {
        var place = Place(hash);
        bits[place / 64] |= 1UL << (place % 64);
    }

    public bool MayContain(ulong hash)
    {
        var place = Place(hash);
        return (bits[place / 64] & (1UL << (place % 64))) != 0;
    }

    /// <summary>The low bits of a hash depend on the last characters alone.</summary>
    private int Place(ulong hash) => (int)((hash ^ (hash >> 29)) & (((ulong)bits.Length * 64) - 1));
}
