using System.Runtime.CompilerServices;

namespace OpenLinux.Archives.Compression.Deflate;

/// <summary>Little-endian words at any address, so that a big-endian processor would give the same bytes.</summary>
internal static unsafe class Words
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Read32(byte* at)
    {
        var word = Unsafe.ReadUnaligned<uint>(at);
        return BitConverter.IsLittleEndian ? word : System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(word);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Read64(byte* at)
    {
        var word = Unsafe.ReadUnaligned<ulong>(at);
        return BitConverter.IsLittleEndian ? word : System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(word);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write64(byte* at, ulong word) => Unsafe.WriteUnaligned(
        at, BitConverter.IsLittleEndian ? word : System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(word));
}
