namespace OpenLinux.Bench.Trees;

/// <summary>
/// Numbers that look random and are the same on every machine and release, so that two runs measure one tree:
/// SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014).
/// </summary>
internal sealed class Draw(ulong seed)
{
    private ulong state = seed;

    public ulong Next()
    {
        var mixed = state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <returns>A number from 0 to <paramref name="bound"/>, which is not among them.</returns>
    public int Below(int bound) => (int)(Next() % (ulong)bound);

    public int Between(int least, int most) => least + Below(most - least + 1);

    public T Of<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    public void Fill(Span<byte> bytes)
    {
        while (bytes.Length >= sizeof(ulong))
        {
            BitConverter.TryWriteBytes(bytes, Next());
            bytes = bytes[sizeof(ulong)..];
        }

        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)Next();
        }
    }
}
