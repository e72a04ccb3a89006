using System.Text;

namespace OpenLinux.Engine.Execution;

/// <summary>
/// Make rules as compilers write them (<c>-MD</c>): "target: file file \". Escapes are those of GCC and clang: a backslash before a
/// space, '#' or ':' (backslashes before it doubled), and "$$" for a dollar; elsewhere a backslash is itself.
/// </summary>
public static class Depfile
{
    /// <returns>Every prerequisite of every rule, once, in order.</returns>
    public static IReadOnlyList<string> Prerequisites(string text)
    {
        var found = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var inTargets = true;
        var word = new StringBuilder();
        for (var at = 0; at <= text.Length; at++)
        {
            var unit = at < text.Length ? text[at] : '\n';
            if (unit == '\\' && IsLineEnd(text, at + 1))
            {
                EndWord();
                at += text[at + 1] == '\r' ? 2 : 1;
            }
            else if (unit == '\\' && EscapedAt(text, at) is { } escape)
            {
                word.Append('\\', escape.Backslashes).Append(escape.Character);
                at += escape.Length - 1;
            }
            else if (unit == '$' && at + 1 < text.Length && text[at + 1] == '$')
            {
                word.Append('$');
                at++;
            }
            else if (inTargets && unit == ':' && (at + 1 >= text.Length || char.IsWhiteSpace(text[at + 1])))
            {
                word.Clear();
                inTargets = false;
            }
            else if (unit is '\n' or '\r')
            {
                EndWord();
                inTargets = true;
            }
            else if (unit is ' ' or '\t')
            {
                EndWord();
            }
            else
            {
                word.Append(unit);
            }
        }

        return found;

        void EndWord()
        {
            if (word.Length > 0 && !inTargets && seen.Add(word.ToString()))
            {
                found.Add(word.ToString());
            }

            word.Clear();
        }
    }

    private static bool IsLineEnd(string text, int at) =>
        at < text.Length && (text[at] == '\n' || (text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n'));

    /// <summary>A run of backslashes that ends before a special character: half of them stand for themselves.</summary>
    private static (int Backslashes, char Character, int Length)? EscapedAt(string text, int at)
    {
        var end = at;
        while (end < text.Length && text[end] == '\\')
        {
            end++;
        }

        var count = end - at;
        return end < text.Length && text[end] is ' ' or '\t' or '#' or ':' && count % 2 == 1
            ? (count / 2, text[end], count + 1)
            : null;
    }
}
