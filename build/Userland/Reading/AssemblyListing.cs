using System.Text.RegularExpressions;

namespace OpenLinux.Userland.Reading;

/// <summary>
/// The files that a listing's assembly reads: <c>.include "file"</c> and <c>.incbin "file"</c> (GNU as, "Pseudo Ops"), in any case of
/// letters. In a listing all text of inline assembly is final, but for the assembler's own macros.
/// </summary>
/// <param name="Names">As written; null stands for one that cannot be told.</param>
/// <param name="HasMacros">Whether the assembler may build further directives.</param>
internal sealed partial record AssemblyListing(IReadOnlyList<string?> Names, bool HasMacros)
{
    public static AssemblyListing Of(string text) => new(
        [.. Reading().Matches(text).Select(match => match.Groups["name"].Success ? match.Groups["name"].Value : null)],
        Macro().IsMatch(text));

    /// <summary>At the start of a statement, after labels and comments; elsewhere it is text, or a macro's argument.</summary>
    [GeneratedRegex(@"(?:^|;)(?:\s|/\*.*?\*/|[\w.$]+:)*\.(?:incbin|include)\b(?:\s*""(?<name>[^""\\\n]+)"")?", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex Reading();

    [GeneratedRegex(@"\.(?:macro|irpc?|altmacro)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Macro();
}
