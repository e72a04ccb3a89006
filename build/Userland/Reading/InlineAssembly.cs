using System.Text.RegularExpressions;

namespace OpenLinux.Userland.Reading;

/// <summary>
/// Tells assembly in C that reads no file for certain: all of its text is written out where it stands, and has no directive but those
/// known here. Names that a macro is given (<c>#name</c>) may stand in it.
/// </summary>
internal static partial class InlineAssembly
{
    /// <param name="code">Without comments, and without the lines that name folders called "asm" (#include, #error).</param>
    public static SourceTraits In(string code)
    {
        var traits = SourceTraits.None;
        foreach (var keyword in Keyword().EnumerateMatches(code))
        {
            traits |= SourceTraits.HasAssembly;
            var template = Template().Match(code, keyword.Index + keyword.Length);
            if (!template.Success || BeginsWithArgument(template) || template.Groups["text"].Captures.Any(text => Doubtful().IsMatch(text.ValueSpan)))
            {
                return traits | SourceTraits.MayAssemble;
            }

            traits |= template.Groups["argument"].Success ? SourceTraits.StringizesAssembly : SourceTraits.None;
        }

        return traits;
    }

    /// <summary>An argument that begins a statement could be its directive.</summary>
    private static bool BeginsWithArgument(Match template)
    {
        var text = template.Groups["text"].Captures;
        return template.Groups["argument"].Captures.Any(argument =>
            text.LastOrDefault(piece => piece.Index < argument.Index) is not { } before || StatementEnd().IsMatch(before.ValueSpan));
    }

    [GeneratedRegex(@"(?<![\w$])(?:__asm__|__asm|_asm|asm)(?![\w$])")]
    private static partial Regex Keyword();

    /// <summary>Up to the operands or the end; anything but literals and names of macro parameters makes it fail.</summary>
    [GeneratedRegex(@"\G(?:\s+(?:volatile|__volatile__|__volatile|inline|__inline__|goto))*\s*\(\s*(?:(?:""(?<text>(?:[^""\\\n]|\\[nt])*)""|(?<argument>#\s*\w+))\s*)+[:)]")]
    private static partial Regex Template();

    [GeneratedRegex(@"(?:^|;|\\n)(?:[ \t]|\\t)*$")]
    private static partial Regex StatementEnd();

    /// <summary>A directive that is not one of these, alternatives by dialect, or a statement that begins with an operand.</summary>
    [GeneratedRegex(@"\.(?!(?:set|globl|global|local|weak|hidden|type|size|section|pushsection|popsection|previous|text|data|bss|byte|short|word|long|int|quad|octa|ascii|asciz|string|zero|skip|space|align|balign|p2align|symver)[ \t\\])|[{|}]|(?:^|;|\\n)(?:[ \t]|\\t)*[%$]")]
    private static partial Regex Doubtful();
}
