namespace OpenLinux.Archives.Compression.Deflate;

/// <summary>A canonical prefix code for one alphabet (RFC 1951, section 3.2.2), its codes reversed as they are written.</summary>
/// <param name="symbols">The alphabet's size.</param>
/// <param name="longest">Bits that a code may have.</param>
internal sealed class HuffmanCode(int symbols, int longest)
{
    private const int SymbolBits = 9;

    private readonly uint[] leaves = new uint[symbols];
    private readonly uint[] weights = new uint[2 * symbols];
    private readonly ushort[] parents = new ushort[2 * symbols];
    private readonly int[] counts = new int[longest + 1];

    /// <summary>How often each symbol occurs; whoever counts clears it.</summary>
    public uint[] Frequencies { get; } = new uint[symbols];

    /// <summary>In bits; 0 for what does not occur.</summary>
    public byte[] Lengths { get; } = new byte[symbols];

    public ushort[] Codes { get; } = new ushort[symbols];

    /// <summary>Makes the code that writes what was counted in the fewest bits, or nearly so where the longest codes had to be shortened.</summary>
    public void Build()
    {
        Array.Clear(Lengths);
        var used = Sorted();
        if (used < 2)
        {
            // Some readers take no code that is not complete.
            var only = used == 0 ? 0 : (int)(leaves[0] & ((1 << SymbolBits) - 1));
            Lengths[only] = 1;
            Lengths[only == 0 ? 1 : 0] = 1;
        }
        else
        {
            Pair(used);
            CountLengths(used);
            Assign(used);
        }

        AssignCodes();
    }

    /// <summary>Sets the lengths as given, those of a code that is known beforehand.</summary>
    public void Take(ReadOnlySpan<byte> lengths)
    {
        lengths.CopyTo(Lengths);
        AssignCodes();
    }

    public long Cost()
    {
        long bits = 0;
        for (var symbol = 0; symbol < symbols; symbol++)
        {
            bits += (long)Frequencies[symbol] * Lengths[symbol];
        }

        return bits;
    }

    /// <summary>Rarest first, and of equals the lower symbol: no two keys are the same, so that any way of sorting gives one order.</summary>
    private int Sorted()
    {
        var used = 0;
        for (var symbol = 0; symbol < symbols; symbol++)
        {
            if (Frequencies[symbol] > 0)
            {
                leaves[used++] = (Frequencies[symbol] << SymbolBits) | (uint)symbol;
            }
        }

        Array.Sort(leaves, 0, used);
        return used;
    }

    /// <summary>Huffman's tree with two queues: leaves by weight, and inner nodes, which come by weight of themselves.</summary>
    private void Pair(int used)
    {
        for (var leaf = 0; leaf < used; leaf++)
        {
            weights[leaf] = leaves[leaf] >> SymbolBits;
        }

        var nextLeaf = 0;
        var nextInner = used;
        for (var node = used; node < (2 * used) - 1; node++)
        {
            weights[node] = 0;
            for (var child = 0; child < 2; child++)
            {
                var lighter = nextLeaf < used && (nextInner >= node || weights[nextLeaf] <= weights[nextInner]) ? nextLeaf++ : nextInner++;
                weights[node] += weights[lighter];
                parents[lighter] = (ushort)node;
            }
        }
    }

    private void CountLengths(int used)
    {
        Array.Clear(counts);
        var root = (2 * used) - 2;
        weights[root] = 0;
        var total = 0L;
        for (var node = root - 1; node >= 0; node--)
        {
            var depth = weights[parents[node]] + 1;
            weights[node] = depth;
            if (node < used)
            {
                var length = (int)Math.Min(depth, (uint)longest);
                counts[length]++;
                total += 1L << (longest - length);
            }
        }

        // Codes that were cut short claim more than there is: for each such unit a shorter one makes room beside itself.
        for (; total > 1L << longest; total--)
        {
            var length = longest - 1;
            while (counts[length] == 0)
            {
                length--;
            }

            counts[length]--;
            counts[length + 1] += 2;
            counts[longest]--;
        }
    }

    private void Assign(int used)
    {
        var leaf = 0;
        for (var length = longest; length > 0 && leaf < used; length--)
        {
            for (var count = counts[length]; count > 0; count--)
            {
                Lengths[leaves[leaf++] & ((1 << SymbolBits) - 1)] = (byte)length;
            }
        }
    }

    private void AssignCodes()
    {
        Array.Clear(counts);
        foreach (var length in Lengths)
        {
            counts[length]++;
        }

        counts[0] = 0;
        Span<int> next = stackalloc int[longest + 1];
        var code = 0;
        for (var length = 1; length <= longest; length++)
        {
            code = (code + counts[length - 1]) << 1;
            next[length] = code;
        }

        for (var symbol = 0; symbol < symbols; symbol++)
        {
            if (Lengths[symbol] is var length and > 0)
            {
                Codes[symbol] = Reversed(next[length]++, length);
            }
        }
    }

    private static ushort Reversed(int code, int length)
    {
        var reversed = 0;
        for (var bit = 0; bit < length; bit++)
        {
            reversed = (reversed << 1) | ((code >> bit) & 1);
        }

        return (ushort)reversed;
    }
}
