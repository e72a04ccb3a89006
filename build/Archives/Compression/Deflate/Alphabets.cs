using System.Numerics;

namespace OpenLinux.Archives.Compression.Deflate;

/// <summary>Deflate's symbols for lengths and distances, and the bits that follow them (RFC 1951, section 3.2.5).</summary>
internal static class Alphabets
{
    public const int EndOfBlock = 256;
    public const int FirstLength = 257;
    public const int LiteralsAndLengths = 288;
    public const int Distances = 30;
    public const int LengthSymbols = 29;

    public static ReadOnlySpan<byte> LengthExtra =>
        [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];

    /// <summary>Less <see cref="MatchFinder.Shortest"/>.</summary>
    public static ReadOnlySpan<byte> LengthBase =>
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 255];

    public static ReadOnlySpan<byte> DistanceExtra =>
        [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];

    /// <summary>By a length less <see cref="MatchFinder.Shortest"/>.</summary>
    public static byte[] LengthSymbol { get; } = LengthSymbolsByLength();

    /// <summary>The symbol of a distance less one: twice the order of its highest bit, and the bit below that.</summary>
    public static int DistanceSymbol(int less)
    {
        if (less < 4)
        {
            return less;
        }

        var highest = BitOperations.Log2((uint)less);
        return (2 * highest) + ((less >> (highest - 1)) & 1);
    }

    /// <summary>Fixed codes' lengths (section 3.2.6).</summary>
    public static byte FixedLength(int symbol) => symbol switch
    {
        < 144 => 8,
        < 256 => 9,
        < 280 => 7,
        _ => 8,
    };

    private static byte[] LengthSymbolsByLength()
    {
        var symbols = new byte[256];
        for (var symbol = 0; symbol < LengthSymbols; symbol++)
        {
            var end = symbol + 1 < LengthSymbols ? LengthBase[symbol + 1] : 256;
            symbols.AsSpan(LengthBase[symbol], end - LengthBase[symbol]).Fill((byte)symbol);
        }

        return symbols;
    }
}
