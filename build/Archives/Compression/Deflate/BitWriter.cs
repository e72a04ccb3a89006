using System.Runtime.CompilerServices;

namespace OpenLinux.Archives.Compression.Deflate;

/// <summary>Bits as deflate packs them: each byte from its lowest bit on (RFC 1951, section 3.1.1).</summary>
/// <param name="output">Has room for eight bytes more than are written.</param>
internal unsafe ref struct BitWriter(byte* output)
{
    private readonly byte* start = output;
    private byte* next = output;
    private ulong bits;
    private int count;

    /// <summary>Whole bytes so far.</summary>
    public readonly int Length => (int)(next - start);

    /// <summary>Up to 56 bits may be added between two calls of <see cref="Flush"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ulong value, int length)
    {
        bits |= value << count;
        count += length;
    }

    /// <summary>Leaves fewer than eight bits pending.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Flush()
    {
        Words.Write64(next, bits);
        next += count >> 3;
        bits >>= count & ~7;
        count &= 7;
    }

    public void Align()
    {
        count = (count + 7) & ~7;
        Flush();
    }

    /// <summary>At a byte's boundary.</summary>
    public void Copy(byte* source, int length)
    {
        new ReadOnlySpan<byte>(source, length).CopyTo(new Span<byte>(next, length));
        next += length;
    }
}
