using System.Text;

namespace OpenLinux.TestKit.Archives;

/// <summary>Bytes of several kinds, by a generator of their own: .NET promises no numbers across its versions.</summary>
internal static class Contents
{
    public static readonly string[] Kinds = ["text", "noise", "runs", "words", "mixture", "zeros"];

    public static byte[] Of(string kind, int size, int seed)
    {
        var numbers = new Numbers((uint)seed);
        var content = new byte[size];
        switch (kind)
        {
            case "text":
                Repeat(content, () => Encoding.ASCII.GetBytes($"line {numbers.Next(1000)} of {numbers.Next(7)}\n"));
                break;
            case "noise":
                Repeat(content, () => [(byte)numbers.Next(256)]);
                break;
            case "runs":
                Repeat(content, () => [.. Enumerable.Repeat((byte)numbers.Next(4), 1 + numbers.Next(600))]);
                break;
            case "words":
                Repeat(content, () => [(byte)numbers.Next(16), (byte)numbers.Next(3), 0, (byte)(numbers.Next(9) == 0 ? numbers.Next(256) : 1)]);
                break;
            case "mixture":
                Repeat(content, () => Of(Kinds[numbers.Next(4)], 1 + numbers.Next(30_000), numbers.Next(1 << 20)));
                break;
        }

        return content;
    }

    /// <summary>Copies of what came before, and new bytes, in any proportion.</summary>
    public static byte[] Mixed(Random random, int size)
    {
        var content = new byte[size];
        var alphabet = random.Next(1, 257);
        var copies = random.Next(0, 101);
        for (var position = 0; position < size;)
        {
            var length = Math.Min(size - position, random.Next(1, random.Next(2, 700)));
            if (position > 0 && random.Next(100) < copies)
            {
                var distance = random.Next(1, position + 1);
                for (; length > 0; length--, position++)
                {
                    content[position] = content[position - distance];
                }
            }
            else
            {
                for (; length > 0; length--, position++)
                {
                    content[position] = (byte)random.Next(alphabet);
                }
            }
        }

        return content;
    }

    private static void Repeat(byte[] content, Func<byte[]> part)
    {
        for (var position = 0; position < content.Length;)
        {
            var next = part();
            var length = Math.Min(next.Length, content.Length - position);
            next.AsSpan(0, length).CopyTo(content.AsSpan(position));
            position += length;
        }
    }

    /// <summary>xorshift32.</summary>
    internal sealed class Numbers(uint seed)
    {
        private uint state = (seed * 2654435761) | 1;

        public int Next(int below)
        {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            return (int)(state % (uint)below);
        }
    }
}
