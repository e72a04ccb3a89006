using System.Runtime.CompilerServices;

namespace OpenLinux.Archives.Compression.Deflate;

/// <summary>One block while its symbols are gathered, and how it is written: with codes of its own, with the fixed ones, or as it is, whichever is shortest.</summary>
internal sealed unsafe class DeflateBlock
{
    private const int MostSymbols = 50_000;

    /// <summary>So many symbols are put before anyone asks whether it is full.</summary>
    public const int Batch = 512;

    private const int LongestStored = 65_535;
    private const int KindBits = 3;
    private const int Stored = 0;
    private const int Fixed = 1;
    private const int Dynamic = 2;
    private const uint IsMatch = 1u << 31;
    private const int LengthShift = 16;

    private static readonly HuffmanCode FixedSymbols = FixedCode(Alphabets.LiteralsAndLengths, 15, Alphabets.FixedLength);
    private static readonly HuffmanCode FixedDistances = FixedCode(Alphabets.Distances, 15, static _ => 5);

    private readonly uint[] tokens = GC.AllocateUninitializedArray<uint>(MostSymbols + Batch + 1, pinned: true);
    private readonly HuffmanCode symbols = new(Alphabets.LiteralsAndLengths, 15);
    private readonly HuffmanCode distances = new(Alphabets.Distances, 15);
    private readonly CodeLengths header = new();
    private readonly ulong[] lengthBits = new ulong[256];
    private readonly byte[] lengthBitCounts = new byte[256];
    private readonly BlockBoundary boundary = new();

    private int count;

    public void Begin()
    {
        count = 0;
        Array.Clear(symbols.Frequencies);
        Array.Clear(distances.Frequencies);
        boundary.Begin();
    }

    /// <summary>Where the next symbols are put, a literal as it is: <see cref="Batch"/> and one more.</summary>
    public uint* Next => (uint*)Unsafe.AsPointer(ref tokens[count]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Match(int length, int distance) =>
        IsMatch | ((uint)(length - MatchFinder.Shortest) << LengthShift) | (uint)(distance - 1);

    /// <summary>Takes in what was put at <see cref="Next"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Take(int more)
    {
        var symbolCounts = symbols.Frequencies;
        var distanceCounts = distances.Frequencies;
        var lengthSymbol = Alphabets.LengthSymbol;
        foreach (var token in tokens.AsSpan(count, more))
        {
            if (token < IsMatch)
            {
                symbolCounts[token]++;
                boundary.Literal(token);
                continue;
            }

            var length = (token >> LengthShift) & 0xFF;
            symbolCounts[Alphabets.FirstLength + lengthSymbol[length]]++;
            distanceCounts[Alphabets.DistanceSymbol((int)(token & 0x7FFF))]++;
            boundary.Match((int)length + MatchFinder.Shortest);
        }

        count += more;
        boundary.Taken(more);
    }

    /// <param name="length">Bytes that the symbols stand for.</param>
    /// <param name="left">Bytes that follow.</param>
    public bool IsFull(int length, int left) => count >= MostSymbols || boundary.IsReached(length, left);

    /// <summary>Writes the block, not as the last one.</summary>
    /// <param name="content">The bytes that the symbols stand for.</param>
    public void Write(ref BitWriter output, byte* content, int length)
    {
        symbols.Frequencies[Alphabets.EndOfBlock] = 1;
        symbols.Build();
        distances.Build();
        header.Take(symbols.Lengths, distances.Lengths);
        var extra = ExtraBits();
        var own = KindBits + header.Cost() + symbols.Cost() + distances.Cost() + extra;
        var common = KindBits + CostWith(FixedSymbols, symbols) + CostWith(FixedDistances, distances) + extra;
        var asItIs = StoredCost(length);
        if (asItIs <= Math.Min(own, common))
        {
            WriteStored(ref output, content, length);
        }
        else if (common <= own)
        {
            output.Add(Fixed << 1, KindBits);
            WriteSymbols(ref output, FixedSymbols, FixedDistances);
        }
        else
        {
            output.Add(Dynamic << 1, KindBits);
            header.Write(ref output);
            WriteSymbols(ref output, symbols, distances);
        }
    }

    /// <summary>An empty block, after which the next byte begins with nothing pending (zlib's "full flush").</summary>
    public static void WriteBoundary(ref BitWriter output) => WriteStored(ref output, null, 0);

    private static HuffmanCode FixedCode(int size, int longest, Func<int, byte> length)
    {
        var code = new HuffmanCode(size, longest);
        code.Take([.. Enumerable.Range(0, size).Select(length)]);
        return code;
    }

    /// <summary>Each begins with at most seven bits of padding, which are counted as if they were there.</summary>
    private static long StoredCost(int length) => (8L * length) + ((length + LongestStored - 1) / LongestStored * (KindBits + 7 + 32));

    private static long CostWith(HuffmanCode code, HuffmanCode counted)
    {
        long bits = 0;
        for (var symbol = 0; symbol < counted.Frequencies.Length; symbol++)
        {
            bits += (long)counted.Frequencies[symbol] * code.Lengths[symbol];
        }

        return bits;
    }

    private static void WriteStored(ref BitWriter output, byte* content, int length)
    {
        do
        {
            var part = Math.Min(length, LongestStored);
            output.Add(Stored << 1, KindBits);
            output.Align();
            output.Add((uint)part | ((ulong)(ushort)~part << 16), 32);
            output.Flush();
            output.Copy(content, part);
            content += part;
            length -= part;
        }
        while (length > 0);
    }

    private long ExtraBits()
    {
        long bits = 0;
        for (var symbol = 0; symbol < Alphabets.LengthSymbols; symbol++)
        {
            bits += (long)symbols.Frequencies[Alphabets.FirstLength + symbol] * Alphabets.LengthExtra[symbol];
        }

        for (var symbol = 0; symbol < Alphabets.Distances; symbol++)
        {
            bits += (long)distances.Frequencies[symbol] * Alphabets.DistanceExtra[symbol];
        }

        return bits;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void WriteSymbols(ref BitWriter target, HuffmanCode code, HuffmanCode distanceCode)
    {
        MakeLengthTable(code);
        var output = target;
        fixed (uint* all = tokens)
        fixed (ushort* codes = code.Codes, distanceCodes = distanceCode.Codes)
        fixed (byte* lengths = code.Lengths, distanceLengths = distanceCode.Lengths, counts = lengthBitCounts)
        fixed (ulong* bits = lengthBits)
        {
            var end = all + count;
            for (var token = all; token < end; token++)
            {
                var value = *token;
                if (value < IsMatch)
                {
                    output.Add(codes[value], lengths[value]);
                    output.Flush();
                    continue;
                }

                var length = (value >> LengthShift) & 0xFF;
                output.Add(bits[length], counts[length]);
                var less = (int)(value & 0x7FFF);
                var symbol = Alphabets.DistanceSymbol(less);
                output.Add(distanceCodes[symbol], distanceLengths[symbol]);
                if (symbol >= 4)
                {
                    var extra = (symbol >> 1) - 1;
                    output.Add((uint)less & ((1u << extra) - 1), extra);
                }

                output.Flush();
            }

            output.Add(codes[Alphabets.EndOfBlock], lengths[Alphabets.EndOfBlock]);
            output.Flush();
        }

        target = output;
    }

    /// <summary>Each length's code and extra bits in one.</summary>
    private void MakeLengthTable(HuffmanCode code)
    {
        for (var length = 0; length < lengthBits.Length; length++)
        {
            var index = Alphabets.LengthSymbol[length];
            var symbol = Alphabets.FirstLength + index;
            lengthBits[length] = code.Codes[symbol] | ((ulong)(uint)(length - Alphabets.LengthBase[index]) << code.Lengths[symbol]);
            lengthBitCounts[length] = (byte)(code.Lengths[symbol] + Alphabets.LengthExtra[index]);
        }
    }
}
