namespace OpenLinux.Archives.Compression;

/// <summary>The CRC-32 (RFC 1952) of two texts in a row, from those of each: a polynomial times a power of x, modulo gzip's.</summary>
public static class Crc32Combination
{
    private const uint Modulus = 0xEDB88320;
    private const uint One = 1u << 31;

    /// <summary>x to the power of 2^index.</summary>
    private static readonly uint[] Squares = MakeSquares();

    /// <param name="secondLength">Bytes that <paramref name="second"/> is of.</param>
    public static uint Of(uint first, uint second, long secondLength) => Times(PowerOfX(8 * secondLength), first) ^ second;

    private static uint PowerOfX(long exponent)
    {
        var power = One;
        for (var index = 0; exponent > 0; index++, exponent >>= 1)
        {
            if ((exponent & 1) != 0)
            {
                power = Times(Squares[index], power);
            }
        }

        return power;
    }

    /// <summary>Coefficients stand in reverse: the highest bit is that of 1.</summary>
    private static uint Times(uint left, uint right)
    {
        uint product = 0;
        for (var bit = One; bit != 0; bit >>= 1)
        {
            if ((left & bit) != 0)
            {
                product ^= right;
            }

            right = (right & 1) != 0 ? (right >> 1) ^ Modulus : right >> 1;
        }

        return product;
    }

    private static uint[] MakeSquares()
    {
        var squares = new uint[64];
        squares[0] = One >> 1;
        for (var index = 1; index < squares.Length; index++)
        {
            squares[index] = Times(squares[index - 1], squares[index - 1]);
        }

        return squares;
    }
}
