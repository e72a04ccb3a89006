using System.Text;
using System.Text.RegularExpressions;

namespace OpenLinux.Userland.Reading;

/// <summary>
/// Reads one source as text, before any macro is expanded: lines are spliced as the C standard says (5.1.1.2). In doubt a trait is there:
/// that costs time, its lack would cost a wrong hit.
/// </summary>
/// <param name="Unfollowable">A question for a file whose name is not written out, or leads elsewhere; null where there is none.</param>
internal sealed partial record SourceScan(SourceTraits Traits, string? Unfollowable)
{
    private const int ShownLength = 200;
    private const string MacroFlag = "-D";

    public static SourceScan Of(ReadOnlySpan<byte> content) => Of(Encoding.Latin1.GetString(content));

    /// <summary>A macro of the command line is one of the source: "-DNAME=BODY", in one argument or two.</summary>
    public static SourceScan OfArguments(IReadOnlyList<string> arguments) => Of(string.Join('\n', arguments
        .Select((argument, index) => index > 0 && arguments[index - 1] == MacroFlag ? MacroFlag + argument : argument)
        .Where(argument => argument.StartsWith(MacroFlag, StringComparison.Ordinal))
        .Select(argument => $"#define {Assignment().Replace(argument[MacroFlag.Length..], " ", 1)}")));

    public static SourceScan Of(string source)
    {
        var spliced = Splice().Replace(source, "");
        var code = CommentOrLiteral().Replace(spliced, match => match.Value[0] == '/' ? " " : match.Value);
        var traits = WordParts.In(spliced) | FreePaste.In(code);
        if (Question().IsMatch(spliced))
        {
            traits |= SourceTraits.AsksForNames;
        }

        if (ReadingDirective().IsMatch(spliced) || !InlineAssembly.IsHarmless(FolderNames().Replace(code, "")))
        {
            traits |= SourceTraits.MayAssemble;
        }

        // A splice only to those who ask for trigraphs: what it would hide or make is in doubt.
        return source.Contains("??/", StringComparison.Ordinal)
            ? new SourceScan(traits | SourceTraits.AsksForNames | SourceTraits.MayAssemble, UnfollowableIn(code))
            : new SourceScan(traits, UnfollowableIn(code));
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

    private static bool IsFollowable(Group name) =>
        name.Success && !name.ValueSpan.StartsWith('/') && !name.Value.Split('/').Contains("..") && !name.ValueSpan.Contains('\\');

    private static string LineBefore(string code, int index) => code[(code.LastIndexOf('\n', Math.Max(index - 1, 0)) + 1)..index];

    /// <summary>Compilers take blanks between the two for an oversight.</summary>
    [GeneratedRegex(@"\\[ \t\v\f]*\r?\n")]
    private static partial Regex Splice();

    [GeneratedRegex(@"""(?:[^""\\\n]|\\.)*""|'(?:[^'\\\n]|\\.)*'|//[^\n]*|/\*[\s\S]*?\*/")]
    private static partial Regex CommentOrLiteral();

    [GeneratedRegex(@"^[ \t]*#[ \t]*(?:include(?:_next)?[ \t]*[<""]|error\b|warning\b)[^\n]*", RegexOptions.Multiline)]
    private static partial Regex FolderNames();

    [GeneratedRegex("__has_(?:include|embed)")]
    private static partial Regex Question();

    /// <summary>What reads a file, and what can build the name of what does, in any case of letters.</summary>
    [GeneratedRegex(@"\.(?:incbin|include|macro|irpc?|altmacro)\b", RegexOptions.IgnoreCase)]
    private static partial Regex ReadingDirective();

    [GeneratedRegex(@"""(?:[^""\\\n]|\\.)*""|'(?:[^'\\\n]|\\.)*'|(?<question>__has_(?:include(?:_next)?|embed))\b(?:\s*\(\s*(?:<(?<name>[^>\n]*)>|""(?<name>[^""\n]*)""))?")]
    private static partial Regex QuestionOrLiteral();

    /// <summary>Whether the compiler can answer is no question for a file.</summary>
    [GeneratedRegex(@"(?:#\s*(?:ifdef|ifndef|elifdef|elifndef|undef|define)\s+|\bdefined\s*\(?\s*)$")]
    private static partial Regex OnlyNames();

    [GeneratedRegex("=")]
    private static partial Regex Assignment();
}
