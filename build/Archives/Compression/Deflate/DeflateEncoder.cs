using System.Numerics;
using System.Runtime.CompilerServices;

namespace OpenLinux.Archives.Compression.Deflate;

/// <summary>
/// Compresses one piece of a deflate stream (RFC 1951) after the other, each from its first byte on: a match may reach back into what is given
/// as the bytes before, and the piece ends at a byte's boundary with a block that is not the last. The bytes depend on the piece and what is
/// before it alone: all is reckoned in integers, on every processor alike. Lazy matching as in libdeflate, where the first match is short; it aims at the size of gzip's level 6.
/// Not for two threads at a time.
/// </summary>
public sealed unsafe class DeflateEncoder
{
    /// <summary>Raised with every change of the bytes that come out.</summary>
    public const int Version = 2;

    /// <summary>How far back matches reach.</summary>
    public const int Window = MatchFinder.Window;

    private const int Depth = 12;
    private const int EnoughLength = 30;

    /// <summary>Only behind so short a match is a better one looked for, and not as far.</summary>
    private const int LazyBelow = 8;
    private const int LazyDepth = 3;
    private const int MostInBlock = 300_000;

    /// <summary>Beyond, three bytes cost less one by one.</summary>
    private const int FarForThree = 8 * 1024;

    /// <summary>After so many bytes that matched nothing, more and more of them are passed over between two searches: what is compressed already has no match.</summary>
    private const int PlainBytes = 64;
    private const int LongestStride = 17;

    /// <summary>Words are read and written whole.</summary>
    public const int Slack = 16;

    /// <summary>Ends the stream: an empty block with the fixed codes.</summary>
    public static ReadOnlySpan<byte> LastBlock => [3, 0];

    private readonly MatchFinder finder = new();
    private readonly DeflateBlock block = new();

    /// <returns>How much room a piece of so many bytes may take.</returns>
    public static int Bound(int length) => length + (length / 512) + 64 + Slack;

    /// <param name="buffer">The bytes before, then the piece's, and <see cref="Slack"/> more.</param>
    /// <param name="before">How many bytes are before, at most <see cref="Window"/>.</param>
    /// <param name="output">Has room for <see cref="Bound"/>.</param>
    /// <returns>How many bytes were written.</returns>
    public int Encode(ReadOnlySpan<byte> buffer, int before, int length, Span<byte> output)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(before, Window);
        ArgumentOutOfRangeException.ThrowIfLessThan(buffer.Length, before + length + Slack);
        ArgumentOutOfRangeException.ThrowIfLessThan(output.Length, Bound(length));
        fixed (byte* input = buffer)
        fixed (byte* target = output)
        {
            var writer = new BitWriter(target);
            finder.Reset();
            finder.Skip(input, 0, before);
            var end = before + length;
            for (var position = before; position < end;)
            {
                block.Begin();
                var next = Gather(input, position, end);
                block.Write(ref writer, input + position, next - position);
                position = next;
            }

            DeflateBlock.WriteBoundary(ref writer);
            return writer.Length;
        }
    }

    /// <summary>Gathers the symbols of one block.</summary>
    /// <returns>Where the next one begins.</returns>
    private int Gather(byte* input, int start, int end)
    {
        var position = start;
        var plain = 0;
        do
        {
            position = GatherBatch(input, position, end, ref plain);
        }
        while (position < end && position - start < MostInBlock && !block.IsFull(position - start, end - position));
        return position;
    }

    /// <summary>Gathers as many symbols as are counted at a time, or those that are left.</summary>
    /// <param name="plain">How many searches in a row found nothing.</param>
    /// <returns>Where the next one begins.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int GatherBatch(byte* input, int position, int end, ref int plain)
    {
        var first = block.Next;
        var last = first + DeflateBlock.Batch;
        var next = first;
        while (next < last && position < end)
        {
            var distance = 0;
            var length = finder.Search(input, position, MatchFinder.Shortest - 1, end - position, EnoughLength, Depth, ref distance);
            if (length < MatchFinder.Shortest || (length == MatchFinder.Shortest && distance > FarForThree))
            {
                var stride = Math.Min(1 + (++plain / PlainBytes), LongestStride);
                for (stride = Math.Min(stride, Math.Min((int)(last - next), end - position)); stride > 0; stride--)
                {
                    *next++ = input[position++];
                }

                continue;
            }

            plain = 0;
            var taken = 1;
            if (length < LazyBelow)
            {
                var laterDistance = 0;
                var later = finder.Search(input, position + 1, length, end - position - 1, EnoughLength, LazyDepth, ref laterDistance);
                taken++;
                if (laterDistance != 0 && Gain(later, laterDistance, length, distance) > 2)
                {
                    *next++ = input[position++];
                    taken--;
                    (length, distance) = (later, laterDistance);
                }
            }

            *next++ = DeflateBlock.Match(length, distance);
            finder.Skip(input, position + taken, length - taken);
            position += length;
        }

        block.Take((int)(next - first));
        return position;
    }

    /// <summary>What a later match saves over the one before it, in quarters of a byte by rule of thumb: length, less what a far distance costs.</summary>
    private static int Gain(int length, int distance, int lengthBefore, int distanceBefore) =>
        (4 * (length - lengthBefore)) + BitOperations.Log2((uint)distanceBefore) - BitOperations.Log2((uint)distance);
}
