using System.Text;
using System.Text.RegularExpressions;

namespace OpenLinux.Rootfs.Vetting;

/// <summary>
/// Searches a file for patterns as it passes by, in constant memory: a window holds the end of what came before, so that a
/// match may lie across chunks. Each byte is one character (Latin-1).
/// </summary>
internal sealed class PatternScanner(Regex[] patterns)
{
    /// <summary>A match of up to so many bytes is found wherever it lies.</summary>
    private const int Overlap = 1024;

    private readonly char[] window = new char[Overlap + (64 * 1024)];
    private readonly PatternMatch?[] matches = new PatternMatch?[patterns.Length];
    private int filled;
    private long windowOffset;

    public void Feed(ReadOnlySpan<byte> chunk)
    {
        while (!chunk.IsEmpty)
        {
            var count = Math.Min(chunk.Length, window.Length - filled);
            filled += Encoding.Latin1.GetChars(chunk[..count], window.AsSpan(filled));
            chunk = chunk[count..];
            if (filled == window.Length)
            {
                Search(isLast: false);
                Slide();
            }
        }
    }

    /// <summary>Ends the file; the next chunk belongs to another.</summary>
    /// <returns>For each pattern its first match, or null.</returns>
    public PatternMatch?[] Finish()
    {
        Search(isLast: true);
        var result = matches.ToArray();
        Array.Clear(matches);
        filled = 0;
        windowOffset = 0;
        return result;
    }

    private void Slide()
    {
        var kept = window.AsSpan(filled - Overlap, Overlap);
        windowOffset += filled - Overlap;
        kept.CopyTo(window);
        filled = Overlap;
    }

    private void Search(bool isLast)
    {
        for (var index = 0; index < patterns.Length; index++)
        {
            matches[index] ??= First(patterns[index], isLast);
        }
    }

    private PatternMatch? First(Regex pattern, bool isLast)
    {
        var text = window.AsSpan(0, filled);
        foreach (var match in pattern.EnumerateMatches(text))
        {
            // What comes before the window and after it decides as well: the window before has seen the first
            // character with its neighbour, the next one will see the last.
            var lacksNeighbour = (match.Index == 0 && windowOffset > 0)
                || (!isLast && match.Index + match.Length == filled && match.Length < Overlap);
            if (!lacksNeighbour)
            {
                return new PatternMatch(windowOffset + match.Index, new string(text.Slice(match.Index, match.Length)));
            }
        }

        return null;
    }
}

/// <param name="Offset">In the file, in bytes.</param>
/// <param name="Text">What matched, a character a byte.</param>
internal readonly record struct PatternMatch(long Offset, string Text);
