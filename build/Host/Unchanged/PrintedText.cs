using System.Buffers;

namespace OpenLinux.Host.Unchanged;

/// <summary>What a run printed, on which stream, in order.</summary>
internal sealed class PrintedText
{
    /// <summary>Nobody repeats more.</summary>
    private const int Longest = 1 << 20;

    private readonly Lock gate = new();
    private readonly List<(int Stream, ArrayBufferWriter<byte> Text)> pieces = [];
    private int length;

    public bool IsTooLong => length > Longest;

    /// <param name="stream">1 for standard output, 2 for standard error.</param>
    public void Hear(int stream, ReadOnlySpan<byte> text)
    {
        lock (gate)
        {
            length += text.Length;
            if (IsTooLong)
            {
                return;
            }

            if (pieces.Count == 0 || pieces[^1].Stream != stream)
            {
                pieces.Add((stream, new ArrayBufferWriter<byte>()));
            }

            pieces[^1].Text.Write(text);
        }
    }

    public void Note(FactFile facts)
    {
        foreach (var (stream, text) in pieces)
        {
            facts.AddOutput(stream, text.WrittenSpan);
        }
    }
}
