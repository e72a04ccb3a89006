using System.Numerics;
using System.Runtime.CompilerServices;

namespace OpenLinux.Archives.Compression.Deflate;

/// <summary>
/// Finds where bytes stood before, within deflate's window: chains of the positions whose four bytes hash alike, the nearest first, and the
/// nearest alone for three bytes. Hashes and comparisons are of integers, and a word's lowest byte is the first.
/// </summary>
internal sealed unsafe class MatchFinder
{
    public const int Window = 32 * 1024;
    public const int Longest = 258;
    public const int Shortest = 3;

    /// <summary>What is left has to be so long to be searched for: all that is hashed is then content.</summary>
    private const int Searchable = 5;

    private const int Order4 = 16;
    private const int Order3 = 14;
    private const uint Multiplier = 0x9E3779B1;

    private readonly int[] table = GC.AllocateUninitializedArray<int>((1 << Order4) + (1 << Order3) + Window, pinned: true);
    private readonly int* latest4;
    private readonly int* latest3;
    private readonly int* earlier;

    public MatchFinder()
    {
        latest4 = (int*)Unsafe.AsPointer(ref table[0]);
        latest3 = latest4 + (1 << Order4);
        earlier = latest3 + (1 << Order3);
    }

    /// <summary>Forgets all positions.</summary>
    public void Reset() => Array.Fill(table, -Window, 0, (1 << Order4) + (1 << Order3));

    /// <summary>Takes positions in that are not searched from.</summary>
    public void Skip(byte* input, int position, int count)
    {
        var heads4 = latest4;
        var heads3 = latest3;
        var chain = earlier;
        for (var end = position + count; position < end; position++)
        {
            var word = Words.Read32(input + position);
            var slot = heads4 + Hash4(word);
            chain[position & (Window - 1)] = *slot;
            *slot = position;
            heads3[Hash3(word)] = position;
        }
    }

    /// <summary>Takes a position in, and searches from it.</summary>
    /// <param name="length">What a match must exceed.</param>
    /// <param name="room">Bytes from the position on.</param>
    /// <param name="enough">A match of so many bytes ends the search.</param>
    /// <param name="depth">How many positions are tried.</param>
    /// <param name="distance">How far back the match lies, where one was found.</param>
    /// <returns>The match's length, or what was given where there is none longer.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Search(byte* input, int position, int length, int room, int enough, int depth, ref int distance)
    {
        if (room < Searchable)
        {
            return length;
        }

        var most = Math.Min(room, Longest);
        enough = Math.Min(enough, most);
        var here = input + position;
        var word = Words.Read32(here);
        var slot4 = latest4 + Hash4(word);
        var slot3 = latest3 + Hash3(word);
        var candidate = *slot4;
        var near = *slot3;
        var chain = earlier;
        chain[position & (Window - 1)] = candidate;
        *slot4 = position;
        *slot3 = position;
        var oldest = position - Window;
        if (length < Shortest && near > oldest && ((Words.Read32(input + near) ^ word) & 0xFFFFFF) == 0)
        {
            length = Shortest;
            distance = position - near;
        }

        var tail = Math.Max(length - 3, 0);
        for (; candidate > oldest; candidate = chain[candidate & (Window - 1)])
        {
            var there = input + candidate;
            if (Words.Read32(there + tail) == Words.Read32(here + tail) && Words.Read32(there) == word)
            {
                var same = Same(there, here, most);
                if (same > length)
                {
                    length = same;
                    tail = length - 3;
                    distance = position - candidate;
                    if (length >= enough)
                    {
                        break;
                    }
                }
            }

            if (--depth == 0)
            {
                break;
            }
        }

        return length;
    }

    /// <summary>How many bytes are the same, of which four are known to be.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Same(byte* there, byte* here, int most)
    {
        var same = 4;
        while (same + 8 <= most)
        {
            var difference = Words.Read64(there + same) ^ Words.Read64(here + same);
            if (difference != 0)
            {
                return same + (BitOperations.TrailingZeroCount(difference) >> 3);
            }

            same += 8;
        }

        while (same < most && there[same] == here[same])
        {
            same++;
        }

        return same;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Hash4(uint word) => (word * Multiplier) >> (32 - Order4);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Hash3(uint word) => ((word << 8) * Multiplier) >> (32 - Order3);
}
