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
            else if (unit == '\\')
            {
                at += TakeBackslashes(text, at, word) - 1;
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

    /// <summary>Of a run of backslashes before a special character, half stand for themselves. Before anything else each does, but the last may end the line.</summary>
    /// <returns>How many characters were taken.</returns>
    private static int TakeBackslashes(string text, int at, StringBuilder word)
    {
        var end = at;
        while (end < text.Length && text[end] == '\\')
        {
            end++;
        }

        var count = end - at;
        if (end < text.Length && text[end] is ' ' or '\t' or '#' or ':')
        {
            word.Append('\\', count / 2).Append(text[end]);
            return count + 1;
        }

        var taken = Math.Max(1, count - 1);
        word.Append('\\', taken);
        return taken;
    }
}
