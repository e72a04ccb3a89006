using OpenLinux.TestKit.Archives;

namespace OpenLinux.Tests.CrossCutting;

/// <summary>Inputs near others, the same in each run.</summary>
internal sealed class Mutations(IReadOnlyList<byte[]> seeds, int count)
{
    /// <summary>Numbers at whose edges readers err.</summary>
    private static readonly byte[] Edges = [0, 1, 0x7f, 0x80, 0xff, (byte)'0', (byte)'9', (byte)'-', (byte)'/', (byte)'"', (byte)'\\', (byte)'\n', (byte)' ', (byte)'[', (byte)'{', (byte)':'];

    private readonly Contents.Numbers numbers = new(1);

    public IEnumerable<byte[]> All() => Enumerable.Range(0, count).Select(index => Mutated(seeds[index % seeds.Count]));

    private byte[] Mutated(byte[] seed)
    {
        var input = seed;
        for (var left = 1 + Next(4); left > 0; left--)
        {
            input = Next(6) switch
            {
                0 => input[..Next(input.Length + 1)],
                1 => [.. input[..Next(input.Length + 1)], .. Tail(seeds[Next(seeds.Count)])],
                2 => Without(input),
                3 => [.. input, .. Tail(input)],
                _ => Changed(input),
            };
        }

        return input;
    }

    private byte[] Tail(byte[] from) => from[Next(from.Length + 1)..];

    private byte[] Without(byte[] input)
    {
        var start = Next(input.Length + 1);
        return [.. input[..start], .. input[Math.Min(input.Length, start + 1 + Next(16))..]];
    }

    private byte[] Changed(byte[] input)
    {
        var changed = input.ToArray();
        for (var (at, left) = (Next(input.Length + 1), 1 + Next(4)); at < changed.Length && left > 0; at++, left--)
        {
            changed[at] = Next(2) == 0 ? (byte)(changed[at] ^ (1 << Next(8))) : Edges[Next(Edges.Length)];
        }

        return changed;
    }

    private int Next(int below) => numbers.Next(below);
}
