using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace OpenLinux.Userland.Reading;

/// <summary>
/// Tells which of many names can be pasted of words (<c>##</c>), by what can follow what: most words begin none of the names, and are
/// looked at once.
/// </summary>
/// <param name="names">In ASCII.</param>
internal sealed class PastedNames(IEnumerable<string> names)
{
    private readonly string[] names = [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    private readonly ConcurrentDictionary<string, Continuations> known = new(StringComparer.Ordinal);

    /// <returns>Those of two words or more.</returns>
    public HashSet<string> Of(IReadOnlyList<SourceWords> parts)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<string>([""], StringComparer.Ordinal);
        var pending = new Stack<string>([""]);
        while (pending.TryPop(out var start))
        {
            var continuations = known.GetOrAdd(start, begin => new Continuations(names, begin));
            foreach (var longer in parts.SelectMany(continuations.In).Concat(continuations.ByNumbers))
            {
                if (start.Length > 0 && Array.BinarySearch(names, longer, StringComparer.Ordinal) >= 0)
                {
                    found.Add(longer);
                }

                if (seen.Add(longer))
                {
                    pending.Push(longer);
                }
            }
        }

        return found;
    }

    /// <summary>What follows one beginning of names.</summary>
    private sealed class Continuations
    {
        private readonly Dictionary<ulong, string> byWord = [];
        private readonly ConditionalWeakTable<SourceWords, string[]> inPart = [];

        public Continuations(string[] names, string start)
        {
            var byNumbers = new HashSet<string>(StringComparer.Ordinal);
            var first = Array.BinarySearch(names, start, StringComparer.Ordinal);
            for (var at = first < 0 ? ~first : first; at < names.Length && names[at].StartsWith(start, StringComparison.Ordinal); at++)
            {
                var hash = SourceWords.Start;
                for (var end = start.Length; end < names[at].Length; end++)
                {
                    hash = SourceWords.Next(hash, (byte)names[at][end]);
                    if (!byWord.ContainsKey(hash))
                    {
                        byWord.Add(hash, names[at][..(end + 1)]);
                    }

                    if (UnitWords.IsNumber(names[at].AsSpan(start.Length, end + 1 - start.Length)))
                    {
                        byNumbers.Add(names[at][..(end + 1)]);
                    }
                }
            }

            ByNumbers = byNumbers;
        }

        /// <summary>By what __LINE__ and __COUNTER__ may give.</summary>
        public IReadOnlyCollection<string> ByNumbers { get; }

        public string[] In(SourceWords part) => inPart.GetValue(part, words =>
            [.. byWord.Where(piece => words.Contains(piece.Key) || UnitWords.Predefined.Contains(piece.Key)).Select(piece => piece.Value)]);
    }
}
