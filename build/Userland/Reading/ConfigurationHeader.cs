using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;

namespace OpenLinux.Userland.Reading;

/// <summary>
/// A header of nothing but preprocessor directives, as configure and kconfig write them. A compile depends on those of its macros alone
/// that the rest of what it reads can name: without the others, the compiler makes the same of it.
/// </summary>
/// <remarks>
/// What may be left out is narrow: <c>#define A_B value</c> and <c>#undef A_B</c>, with a value that is a number or a string, once each
/// (or once in each arm of an #ifdef). A name has "_" within, which none of those has that compilers look for by themselves (NULL). Lines
/// go with them: nothing in the header may ask for its own.
/// </remarks>
internal sealed partial class ConfigurationHeader
{
    private readonly HeaderSection top;
    private readonly SourceWords always;
    private readonly PastedNames pasted;
    private readonly (string Name, ulong Hash)[] names;
    private readonly ConditionalWeakTable<SourceWords, string[]> namedIn = [];

    private ConfigurationHeader(HeaderSection top)
    {
        this.top = top;
        var kept = new StringBuilder();
        CollectKept(top, kept);
        var numbers = string.Join(' ', Definitions(top).SelectMany(line => line.ValueWords).Where(word => char.IsAsciiDigit(word[0])));
        always = SourceWords.Of([SourceWords.Of(Encoding.Latin1.GetBytes(kept.ToString())), SourceWords.Of(Encoding.Latin1.GetBytes(numbers))]);
        names = [.. NamesIn(top).Distinct(StringComparer.Ordinal).Select(name => (name, SourceWords.HashOf(name)))];
        pasted = new PastedNames(names.Select(name => name.Name), always);
    }

    /// <returns>Null where it is none.</returns>
    public static ConfigurationHeader? Of(ReadOnlySpan<byte> content)
    {
        var text = Encoding.Latin1.GetString(content);
        if (text.Contains("??", StringComparison.Ordinal) || Splice().IsMatch(text) || AsksForItself().IsMatch(text))
        {
            return null;
        }

        var code = SourceScan.WithoutComments(text);
        return HeaderSection.Parse(code) is { } top ? new ConfigurationHeader(top) : null;
    }

    /// <param name="words">Those of all else that the compile reads, its command line included.</param>
    /// <returns>The header with what they can name.</returns>
    public byte[] NarrowedTo(UnitWords words)
    {
        var named = pasted.Of(words);
        foreach (var text in words.Own.Append(words.Shared).Append(always))
        {
            named.UnionWith(namedIn.GetValue(text, NamedIn));
        }

        int before;
        do
        {
            before = named.Count;
            NameConditions(top, named);
        }
        while (named.Count != before);

        var narrowed = new StringBuilder();
        Write(top, named, narrowed);
        return Encoding.Latin1.GetBytes(narrowed.ToString());
    }

    private string[] NamedIn(SourceWords text) => [.. names.Where(name => text.Contains(name.Hash)).Select(name => name.Name)];

    private static bool IsKept(HeaderLine line, HashSet<string> named) => line.Name is null || named.Contains(line.Name);

    /// <summary>A line that is kept makes what its value and its conditions name count.</summary>
    private static bool NameConditions(HeaderSection section, HashSet<string> named)
    {
        var isKept = false;
        foreach (var line in section.Lines)
        {
            if (line.Arms is not null)
            {
                isKept |= NameConditions(line, line.Arms, named);
            }
            else if (IsKept(line, named))
            {
                isKept = true;
                named.UnionWith(line.ValueWords);
            }
        }

        return isKept;
    }

    private static bool NameConditions(HeaderLine block, IReadOnlyList<HeaderSection> arms, HashSet<string> named)
    {
        var isKept = block.Name is null;
        foreach (var arm in arms)
        {
            isKept |= NameConditions(arm, named);
        }

        if (isKept && block.Name is not null)
        {
            named.Add(block.Name);
        }

        return isKept;
    }

    private static void Write(HeaderSection section, HashSet<string> named, StringBuilder text)
    {
        foreach (var line in section.Lines)
        {
            if (line.Arms is null && IsKept(line, named))
            {
                text.Append(line.Text).Append('\n');
            }
            else if (line.Arms is not null)
            {
                var inside = new StringBuilder();
                var isEmpty = true;
                foreach (var arm in line.Arms)
                {
                    inside.Append(arm.Opening).Append('\n');
                    var length = inside.Length;
                    Write(arm, named, inside);
                    isEmpty &= inside.Length == length;
                }

                if (line.Name is null || !isEmpty)
                {
                    text.Append(inside).Append("#endif\n");
                }
            }
        }
    }

    private static IEnumerable<HeaderLine> Definitions(HeaderSection section) =>
        section.Lines.SelectMany(line => line.Arms is null ? [line] : line.Arms.SelectMany(Definitions));

    private static IEnumerable<string> NamesIn(HeaderSection section) => section.Lines.SelectMany(line =>
        (line.Arms?.SelectMany(NamesIn) ?? []).Concat(line.Name is null ? [] : [line.Name]));

    private static void CollectKept(HeaderSection section, StringBuilder kept)
    {
        foreach (var line in section.Lines)
        {
            if (line.Arms is null)
            {
                kept.Append(line.Name is null ? line.Text : "").Append('\n');
            }
            else
            {
                foreach (var arm in line.Arms)
                {
                    kept.Append(line.Name is null ? arm.Opening : "").Append('\n');
                    CollectKept(arm, kept);
                }
            }
        }
    }

    [GeneratedRegex(@"\\[ \t\v\f\r]*\n")]
    private static partial Regex Splice();

    /// <summary>Questions whose answer is another one in a shorter header, or that lead elsewhere.</summary>
    [GeneratedRegex(@"__LINE__|__COUNTER__|__has_|__INCLUDE_LEVEL__|_Pragma")]
    private static partial Regex AsksForItself();
}
