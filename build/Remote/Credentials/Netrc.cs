namespace OpenLinux.Remote.Credentials;

/// <summary>
/// Names and passwords by host, as curl and ftp(1) keep them: <c>machine HOST login NAME password SECRET</c>, in any lines, and
/// <c>default</c> for all others (https://www.gnu.org/software/inetutils/manual/html_node/The-_002enetrc-file.html).
/// </summary>
internal static class Netrc
{
    /// <returns>The first entry for that host, else the default one; null where there is neither.</returns>
    public static (string Name, string Password)? Find(string text, string host)
    {
        var words = Words(text);
        for (var at = 0; at < words.Count; at++)
        {
            var isMatch = words[at] == "default" || (words[at] == "machine" && at + 1 < words.Count && words[at + 1].Equals(host, StringComparison.OrdinalIgnoreCase));
            if (isMatch)
            {
                return Entry(words, words[at] == "default" ? at + 1 : at + 2);
            }

            at += words[at] is "machine" or "login" or "password" or "account" ? 1 : 0;
        }

        return null;
    }

    private static (string Name, string Password) Entry(List<string> words, int start)
    {
        var (name, password) = ("", "");
        for (var at = start; at + 1 < words.Count && words[at] is "login" or "password" or "account"; at += 2)
        {
            (name, password) = words[at] switch
            {
                "login" => (words[at + 1], password),
                "password" => (name, words[at + 1]),
                _ => (name, password),
            };
        }

        return (name, password);
    }

    /// <summary>A macro goes on to the next empty line; what follows a hash at a word's start is a comment.</summary>
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var isMacro = false;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            isMacro &= line.Trim().Length > 0;
            foreach (var word in isMacro ? [] : line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
            {
                isMacro = word == "macdef";
                if (isMacro || (word.StartsWith('#') && (words.Count == 0 || words[^1] is not "password")))
                {
                    break;
                }

                words.Add(word.Length > 1 && word[0] == '"' && word[^1] == '"' ? word[1..^1] : word);
            }
        }

        return words;
    }
}
