using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace OpenLinux.Userland.Reading;

/// <summary>
/// Tells which of many names macros can paste of the words of a compile. Most words are no piece of any of the names: of each text those
/// that may be are picked once. What the texts make that many compiles share is told once; a compile's own can only add to it.
/// </summary>
/// <param name="names">In ASCII.</param>
/// <param name="always">Words that every compile has.</param>
internal sealed class PastedNames(IEnumerable<string> names, SourceWords always)
{
    /// <summary>Enough for the pieces of some thousand names to leave most of it empty.</summary>
    private const int Bits = 1 << 25;

    private readonly string[] names = [.. names.Distinct(StringComparer.Ordinal)];
    private readonly ConcurrentDictionary<string, string[]> byChain = new(StringComparer.Ordinal);
    private readonly ConditionalWeakTable<SourceWords, ulong[]> piecesOf = [];
    private readonly ConditionalWeakTable<SourceWords, Made> made = [];
    private readonly Lazy<BitFilter> pieces = new(() => PiecesOf(names));

    public HashSet<string> Of(UnitWords words)
    {
        var shared = made.GetValue(words.Shared, MadeOf);
        var own = words.Own.SelectMany(text => piecesOf.GetValue(text, PiecesIn)).Where(piece => !shared.Parts.Contains(piece)).ToList();
        var chains = words.Own.SelectMany(text => text.Chains).Where(chain => !shared.Chains.Contains(chain)).ToHashSet(StringComparer.Ordinal);
        var found = new HashSet<string>(shared.Names, StringComparer.Ordinal);
        var parts = new WordSet(shared.Parts, own);
        var candidates = own.Count > 0 ? shared.Candidates.Concat(Candidates(chains)) : Candidates(chains);
        found.UnionWith(candidates.Where(name => !found.Contains(name) && IsMadeOf(name, parts)));
        return found;
    }

    private Made MadeOf(SourceWords shared)
    {
        var parts = new WordSet(UnitWords.Predefined, PiecesIn(shared), PiecesIn(always));
        HashSet<string> chains = [.. shared.Chains, .. always.Chains];
        HashSet<string> candidates = [.. Candidates(chains)];
        return new Made(parts, chains, candidates, [.. candidates.Where(name => IsMadeOf(name, parts))]);
    }

    private IEnumerable<string> Candidates(HashSet<string> chains) => chains.Contains(PasteChains.Anything) ? names : chains.SelectMany(Matching);

    private string[] Matching(string chain) => byChain.GetOrAdd(chain, pattern => [.. names.Where(name => PasteChains.Matches(pattern, name))]);

    private ulong[] PiecesIn(SourceWords text) => [.. text.Code.Where(pieces.Value.MayContain)];

    /// <summary>Of the words, two or more; digits may come from __LINE__ and __COUNTER__.</summary>
    private static bool IsMadeOf(string name, WordSet parts)
    {
        Span<bool> reached = name.Length < 512 ? stackalloc bool[name.Length + 1] : new bool[name.Length + 1];
        reached.Clear();
        reached[0] = true;
        for (var start = 0; start < name.Length; start++)
        {
            if (!reached[start])
            {
                continue;
            }

            var hash = SourceWords.Start;
            var isDigit = char.IsAsciiDigit(name[start]);
            for (var end = start; end < name.Length; end++)
            {
                hash = SourceWords.Next(hash, (byte)name[end]);
                reached[end + 1] = reached[end + 1] || parts.Contains(hash) || (isDigit && UnitWords.IsNumber(name.AsSpan(start, end + 1 - start)));
            }
        }

        return reached[^1];
    }

    private static BitFilter PiecesOf(IEnumerable<string> names)
    {
        var set = new BitFilter(Bits);
        foreach (var name in names)
        {
            for (var start = 0; start < name.Length; start++)
            {
                var hash = SourceWords.Start;
                for (var end = start; end < name.Length; end++)
                {
                    hash = SourceWords.Next(hash, (byte)name[end]);
                    set.Add(hash);
                }
            }
        }

        return set;
    }

    /// <param name="Parts">Pieces of names that are there.</param>
    /// <param name="Candidates">Names of the form of a paste.</param>
    /// <param name="Names">Those of them that the parts make.</param>
    private sealed record Made(WordSet Parts, HashSet<string> Chains, HashSet<string> Candidates, string[] Names);
}
