using System.Numerics;
using System.Runtime.CompilerServices;

namespace OpenLinux.Archives.Compression.Deflate;

/// <summary>
/// Compresses one piece of a deflate stream (RFC 1951) after the other, each from its first byte on: a match may reach back into what is given
/// as the bytes before, and the piece ends at a byte's boundary with a block that is not the last. The bytes depend on the piece and what is
/// before it alone: all is reckoned in integers, on every processor alike. Lazy matching, and its bounds, as in libdeflate.
/// Not for two threads at a time.
/// </summary>
public sealed unsafe class DeflateEncoder
{
    /// <summary>Raised with every change of the bytes that come out.</summary>
    public const int Version = 1;

    /// <summary>How far back matches reach.</summary>
    public const int Window = MatchFinder.Window;

    private const int Depth = 8;
    private const int EnoughLength = 24;
    private const int MostInBlock = 300_000;

    /// <summary>Beyond, three bytes cost less one by one.</summary>
    private const int FarForThree = 8 * 1024;

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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Gather(byte* input, int start, int end)
    {
        var position = start;
        do
        {
            var distance = 0;
            var length = finder.Search(input, position, MatchFinder.Shortest - 1, end - position, EnoughLength, Depth, ref distance);
            if (length < MatchFinder.Shortest || (length == MatchFinder.Shortest && distance > FarForThree))
            {
                block.Literal(input[position++]);
                continue;
            }

            var taken = position++;
            while (length < EnoughLength && position < end)
            {
                var nextDistance = 0;
                var nextLength = finder.Search(input, position, length - 1, end - position, EnoughLength, Depth / 2, ref nextDistance);
                position++;
                if (nextDistance == 0 || nextLength < length || Gain(nextLength, nextDistance, length, distance) <= 2)
                {
                    break;
                }

                block.Literal(input[taken++]);
                (length, distance) = (nextLength, nextDistance);
            }

            block.Match(length, distance);
            finder.Skip(input, position, taken + length - position);
            position = taken + length;
        }
        while (position < end && position - start < MostInBlock && !block.IsFull(position - start, end - position));
        return position;
    }

    /// <summary>What a later match saves over the one before it, in quarters of a byte by rule of thumb: length, less what a far distance costs.</summary>
    private static int Gain(int length, int distance, int lengthBefore, int distanceBefore) =>
        (4 * (length - lengthBefore)) + BitOperations.Log2((uint)distanceBefore) - BitOperations.Log2((uint)distance);
}
