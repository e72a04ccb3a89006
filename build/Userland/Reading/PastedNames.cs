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
        SourceWords[] texts = [.. parts.SelectMany(part => part.Members).Distinct()];
        var found = new HashSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<string>([""], StringComparer.Ordinal);
        var pending = new Stack<string>([""]);
        while (pending.TryPop(out var start))
        {
            var continuations = known.GetOrAdd(start, begin => new Continuations(names, begin));
            foreach (var longer in texts.SelectMany(continuations.In).Concat(continuations.ByAnyText))
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
        private readonly ConditionalWeakTable<SourceWords, string[]> inText = [];

        public Continuations(string[] names, string start)
        {
            var byAnyText = new HashSet<string>(StringComparer.Ordinal);
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

                    if (UnitWords.Predefined.Contains(hash) || UnitWords.IsNumber(names[at].AsSpan(start.Length, end + 1 - start.Length)))
                    {
                        byAnyText.Add(names[at][..(end + 1)]);
                    }
                }
            }

            ByAnyText = byAnyText;
        }

        /// <summary>By what __LINE__ and __COUNTER__ may give, and the compiler's own macros.</summary>
        public IReadOnlyCollection<string> ByAnyText { get; }

        public string[] In(SourceWords text) => inText.GetValue(text, words => words.Hashes.Count < byWord.Count
            ? [.. words.Hashes.Where(byWord.ContainsKey).Select(hash => byWord[hash])]
            : [.. byWord.Where(piece => words.Contains(piece.Key)).Select(piece => piece.Value)]);
    }
}
