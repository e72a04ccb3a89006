using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace OpenLinux.Userland.Reading;

/// <summary>
/// Reads one source as text, before any macro is expanded: lines are spliced as the C standard says (5.1.1.2). In doubt a trait is there:
/// that costs time, its lack would cost a wrong hit.
/// </summary>
/// <param name="Unfollowable">A question for a file whose name is not written out, or leads elsewhere; null where there is none.</param>
/// <param name="Asked">Base names of the files that it asks for by name.</param>
/// <param name="Chains">What its macros could paste.</param>
/// <param name="Parts">Its words that special names could be pasted of.</param>
internal sealed partial record SourceScan(
    SourceTraits Traits, string? Unfollowable, IReadOnlyList<string> Asked, IReadOnlySet<string> Chains, IReadOnlySet<string> Parts)
{
    private const int ShownLength = 200;
    private const string MacroFlag = "-D";

    private static readonly SearchValues<char> WordUnits =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_'.");

    private static readonly HashSet<string> NoChain = [];
    private static readonly HashSet<string> AnyChain = [PasteChains.Anything];
    private static readonly HashSet<string> AllParts = [.. SpecialNames.All.SelectMany(name => name).Select(unit => unit.ToString())];

    public static SourceScan Of(ReadOnlySpan<byte> content) => Of(Encoding.Latin1.GetString(content));

    public static SourceScan OfArguments(IReadOnlyList<string> arguments) => Of(Definitions(arguments));

    /// <returns>The macros of a command line as those of a source: "-DNAME=BODY", in one argument or two.</returns>
    public static string Definitions(IReadOnlyList<string> arguments) => string.Join('\n', arguments
        .Select((argument, index) => index > 0 && arguments[index - 1] == MacroFlag ? MacroFlag + argument : argument)
        .Where(argument => argument.StartsWith(MacroFlag, StringComparison.Ordinal))
        .Select(argument => $"#define {Assignment().Replace(argument[MacroFlag.Length..], " ", 1)}"));

    public static SourceScan Of(string source)
    {
        var (spliced, code) = Lex(source);
        return IsDoubtful(source, spliced)
            ? new SourceScan(SourceTraits.All, UnfollowableIn(code), AskedIn(code), AnyChain, AllParts)
            : OfLexed(spliced, code);
    }

    /// <param name="pastes">Whether it has the operator.</param>
    /// <returns>The text without comments and literals, null where it is in doubt which those are; and what its macros could paste.</returns>
    public static (byte[]? Plain, IReadOnlySet<string> Chains) CodeOf(ReadOnlySpan<byte> content, bool pastes)
    {
        var source = Encoding.Latin1.GetString(content);
        var (spliced, code) = Lex(source);
        var isDoubtful = IsDoubtful(source, spliced);
        return (
            isDoubtful ? null : Encoding.Latin1.GetBytes(Literal().Replace(code, " ")),
            !pastes ? NoChain : isDoubtful ? AnyChain : PasteChains.In(code));
    }

    /// <summary>What several texts may do together.</summary>
    public static SourceScan Of(IReadOnlyCollection<SourceScan> scans) => new(
        scans.Aggregate(SourceTraits.None, (all, scan) => all | scan.Traits),
        scans.FirstOrDefault(scan => scan.Unfollowable is not null)?.Unfollowable,
        [.. scans.SelectMany(scan => scan.Asked).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        scans.SelectMany(scan => scan.Chains).ToHashSet(StringComparer.Ordinal),
        scans.SelectMany(scan => scan.Parts).ToHashSet(StringComparer.Ordinal));

    /// <summary>Whether macros may paste one of the names of parts that are there.</summary>
    public bool MayPaste(IEnumerable<string> names) => names.Any(name => Chains.Any(chain => PasteChains.Matches(chain, name)) && SpecialNames.IsMadeOf(name, Parts));

    /// <summary>Whether a file is assembly by its name, to be preprocessed or not.</summary>
    public static bool IsAssembly(string path) => path.EndsWith(".s", StringComparison.OrdinalIgnoreCase);

    public static string WithoutSplices(string source) => Splice().Replace(source, "");

    /// <param name="spliced">Without splices.</param>
    public static string WithoutComments(string spliced) => CommentOrLiteral().Replace(spliced, match => match.Value[0] == '/' ? " " : match.Value);

    /// <summary>Whether the assembler may read files.</summary>
    /// <param name="isAssembly">Whether the source is assembly itself.</param>
    public bool MayAssembleFiles(bool isAssembly) =>
        Traits.HasFlag(SourceTraits.MayAssemble)
        || Traits.HasFlag(SourceTraits.HasAssembly | SourceTraits.NamesReading)
        || Traits.HasFlag(SourceTraits.StringizesAssembly | SourceTraits.Pastes)
        || (isAssembly && (Traits & (SourceTraits.MentionsReading | SourceTraits.Pastes)) != SourceTraits.None)
        || MayPaste(SpecialNames.OfAssembly);

    /// <returns>The text without splices, and without comments as well.</returns>
    private static (string Spliced, string Code) Lex(string source)
    {
        var spliced = WithoutSplices(source);
        return (spliced, WithoutComments(spliced));
    }

    /// <summary>A splice or a directive only to those who ask for trigraphs: what it would hide or make is in doubt.</summary>
    private static bool IsDoubtful(string source, string spliced) =>
        source.Contains("??/", StringComparison.Ordinal) || source.Contains("??=", StringComparison.Ordinal) || LexesOtherwise(spliced);

    /// <param name="code">Without comments.</param>
    private static SourceScan OfLexed(string spliced, string code)
    {
        var assembly = FolderNames().Replace(code, "");
        var chains = PasteChains.In(code);
        var traits = InlineAssembly.In(assembly)
            | (Question().IsMatch(code) ? SourceTraits.AsksForNames : SourceTraits.None)
            | (ReadingDirective().IsMatch(assembly) ? SourceTraits.NamesReading : SourceTraits.None)
            | (ReadingDirective().IsMatch(spliced) ? SourceTraits.MentionsReading : SourceTraits.None)
            | (chains.Count == 0 ? SourceTraits.None : SourceTraits.Pastes);
        return new SourceScan(traits, UnfollowableIn(code), AskedIn(code), chains, SpecialNames.PartsIn(Literal().Replace(code, " ")));
    }

    /// <summary>
    /// Raw strings (<c>R"(…)"</c>) and separators of digits (<c>1'000</c>), for the compilers and standards that have them: where a literal
    /// ends is in doubt.
    /// </summary>
    private static bool LexesOtherwise(string spliced)
    {
        foreach (var match in CommentOrLiteral().EnumerateMatches(spliced))
        {
            var before = spliced.AsSpan(0, match.Index);
            var word = before[(before.LastIndexOfAnyExcept(WordUnits) + 1)..];
            if (spliced[match.Index] == '"' ? word is "R" or "LR" or "uR" or "UR" or "u8R" : spliced[match.Index] == '\'' && word.Length > 0 && char.IsAsciiDigit(word[0]))
            {
                return true;
            }
        }

        return false;
    }

    private static string? UnfollowableIn(string code)
    {
        foreach (Match match in QuestionOrLiteral().Matches(code))
        {
            if (match.Groups["question"].Success && !IsFollowable(match.Groups["name"]) && !OnlyNames().IsMatch(LineBefore(code, match.Index)))
            {
                var end = code.IndexOf('\n', match.Index);
                var line = code[match.Index..(end < 0 ? code.Length : end)].TrimEnd();
                return line.Length <= ShownLength ? line : line[..ShownLength] + "…";
            }
        }

        return null;
    }

    private static string[] AskedIn(string code) => code.Contains("__has_", StringComparison.Ordinal)
        ? [.. QuestionOrLiteral().Matches(code)
            .Where(match => match.Groups["name"].Success)
            .Select(match => match.Groups["name"].Value.Split('/')[^1])
            .Distinct(StringComparer.Ordinal)]
        : [];

    private static bool IsFollowable(Group name) =>
        name.Success && !name.ValueSpan.StartsWith('/') && !name.Value.Split('/').Contains("..") && !name.ValueSpan.Contains('\\');

    private static string LineBefore(string code, int index) => code[(code.LastIndexOf('\n', Math.Max(index - 1, 0)) + 1)..index];

    /// <summary>Compilers take blanks between the two for an oversight.</summary>
    [GeneratedRegex(@"\\[ \t\v\f]*\r?\n")]
    private static partial Regex Splice();

    [GeneratedRegex(@"""(?:[^""\\\n]|\\.)*""|'(?:[^'\\\n]|\\.)*'|//[^\n]*|/\*[\s\S]*?\*/")]
    private static partial Regex CommentOrLiteral();

    [GeneratedRegex(@"""(?:[^""\\\n]|\\.)*""|'(?:[^'\\\n]|\\.)*'")]
    private static partial Regex Literal();

    [GeneratedRegex(@"^[ \t]*#[ \t]*(?:include(?:_next)?[ \t]*[<""]|error\b|warning\b)[^\n]*", RegexOptions.Multiline)]
    private static partial Regex FolderNames();

    [GeneratedRegex("__has_(?:include|embed)")]
    private static partial Regex Question();

    /// <summary>What reads a file, and what can build the name of what does, in any case of letters; its dot may come from elsewhere.</summary>
    [GeneratedRegex(@"(?<![\w#])(?<!#[ \t]+)(?:incbin|include|macro|irpc?|altmacro)(?!\w)", RegexOptions.IgnoreCase)]
    private static partial Regex ReadingDirective();

    [GeneratedRegex(@"""(?:[^""\\\n]|\\.)*""|'(?:[^'\\\n]|\\.)*'|(?<question>__has_(?:include(?:_next)?|embed))\b(?:\s*\(\s*(?:<(?<name>[^>\n]*)>|""(?<name>[^""\n]*)""))?")]
    private static partial Regex QuestionOrLiteral();

    /// <summary>Whether the compiler can answer is no question for a file.</summary>
    [GeneratedRegex(@"(?:#\s*(?:ifdef|ifndef|elifdef|elifndef|undef|define)\s+|\bdefined\s*\(?\s*)$")]
    private static partial Regex OnlyNames();

    [GeneratedRegex("=")]
    private static partial Regex Assignment();
}
