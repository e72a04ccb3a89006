namespace OpenLinux.Archives.Compression.Deflate;

/// <summary>The head of a block with codes of its own: both codes' lengths, runs of them shortened, in a code of their own (RFC 1951, section 3.2.7).</summary>
internal sealed class CodeLengths
{
    private const int Symbols = 19;
    private const int LeastLiterals = 257;
    private const int Repeat = 16;
    private const int FewZeros = 17;
    private const int ManyZeros = 18;

    private readonly HuffmanCode code = new(Symbols, 7);
    private readonly byte[] lengths = new byte[Alphabets.LiteralsAndLengths + Alphabets.Distances];
    private readonly (byte Symbol, byte Extra)[] runs = new (byte, byte)[Alphabets.LiteralsAndLengths + Alphabets.Distances];
    private int literals;
    private int distances;
    private int runCount;
    private int sent;

    private static ReadOnlySpan<byte> Order => [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    public void Take(ReadOnlySpan<byte> literalLengths, ReadOnlySpan<byte> distanceLengths)
    {
        literals = Math.Max(LeastLiterals, literalLengths.LastIndexOfAnyExcept((byte)0) + 1);
        distances = distanceLengths.LastIndexOfAnyExcept((byte)0) + 1;
        literalLengths[..literals].CopyTo(lengths);
        distanceLengths[..distances].CopyTo(lengths.AsSpan(literals));
        Array.Clear(code.Frequencies);
        runCount = 0;
        Shorten(lengths.AsSpan(0, literals + distances));
        code.Build();
        for (sent = Symbols; sent > 4 && code.Lengths[Order[sent - 1]] == 0; sent--)
        {
        }
    }

    /// <summary>In bits.</summary>
    public long Cost()
    {
        var bits = 5 + 5 + 4 + (3L * sent) + code.Cost();
        return bits + (2L * code.Frequencies[Repeat]) + (3L * code.Frequencies[FewZeros]) + (7L * code.Frequencies[ManyZeros]);
    }

    public void Write(ref BitWriter output)
    {
        output.Add((uint)(literals - LeastLiterals), 5);
        output.Add((uint)(distances - 1), 5);
        output.Add((uint)(sent - 4), 4);
        output.Flush();
        for (var index = 0; index < sent; index++)
        {
            output.Add(code.Lengths[Order[index]], 3);
            output.Flush();
        }

        foreach (var (symbol, extra) in runs.AsSpan(0, runCount))
        {
            output.Add(code.Codes[symbol], code.Lengths[symbol]);
            output.Add(extra, ExtraBits(symbol));
            output.Flush();
        }
    }

    private static int ExtraBits(int symbol) => symbol switch { Repeat => 2, FewZeros => 3, ManyZeros => 7, _ => 0 };

    private void Shorten(ReadOnlySpan<byte> all)
    {
        while (!all.IsEmpty)
        {
            var value = all[0];
            var run = all.IndexOfAnyExcept(value);
            run = run < 0 ? all.Length : run;
            all = all[run..];
            if (value != 0)
            {
                Add(value, 0);
                run--;
            }

            while (run >= 3)
            {
                var part = Math.Min(run, value == 0 ? 138 : 6);
                Add((byte)(value != 0 ? Repeat : part < 11 ? FewZeros : ManyZeros), (byte)(part - (value == 0 && part >= 11 ? 11 : 3)));
                run -= part;
            }

            for (; run > 0; run--)
            {
                Add(value, 0);
            }
        }
    }

    private void Add(byte symbol, byte extra)
    {
        runs[runCount++] = (symbol, extra);
        code.Frequencies[symbol]++;
    }
}
