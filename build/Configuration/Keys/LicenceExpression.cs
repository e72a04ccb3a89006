namespace OpenLinux.Configuration.Keys;

/// <summary>Licence expressions by the grammar of the SPDX specification 2.3, annex D: operators in capitals, WITH before AND before OR.</summary>
public static class LicenceExpression
{
    private const string Id = @"(?!(?:AND|OR|WITH)(?:[ )]|$))[A-Za-z0-9.-]+";
    private const string Operand = @"(?:\( *)*(?:DocumentRef-[A-Za-z0-9.-]+:LicenseRef-[A-Za-z0-9.-]+|" + Id + @"\+?)(?: +WITH +" + Id + @")?(?: *\))*";

    /// <summary>All but that parentheses come in pairs, which no regular expression can say.</summary>
    public const string Pattern = "^" + Operand + "(?: +(?:AND|OR) +" + Operand + ")*$";

    private const string With = "WITH";

    private static readonly string[] Operators = ["AND", "OR", With];

    public static bool IsValid(string text)
    {
        var words = new Queue<string>(Words(text));
        return !text.StartsWith(' ') && !text.EndsWith(' ') && IsCompound(words) && words.Count == 0;
    }

    /// <summary>Operands joined by AND and OR; which of them binds tighter changes the meaning, not the form.</summary>
    private static bool IsCompound(Queue<string> words)
    {
        while (IsOperand(words))
        {
            if (!words.TryPeek(out var next) || next == ")")
            {
                return true;
            }

            if (words.Dequeue() is not ("AND" or "OR"))
            {
                return false;
            }
        }

        return false;
    }

    private static bool IsOperand(Queue<string> words)
    {
        if (!words.TryDequeue(out var word))
        {
            return false;
        }

        if (word == "(")
        {
            return IsCompound(words) && words.TryDequeue(out var end) && end == ")";
        }

        if (!IsLicence(word))
        {
            return false;
        }

        if (words.TryPeek(out var next) && next == With)
        {
            words.Dequeue();
            return words.TryDequeue(out var exception) && IsId(exception);
        }

        return true;
    }

    /// <summary>An identifier, "or later" where a plus follows; or one that a document defines, in this one or another.</summary>
    private static bool IsLicence(string word) =>
        word.Split(':') is [var document, var reference]
            ? document.StartsWith("DocumentRef-", StringComparison.Ordinal) && reference.StartsWith("LicenseRef-", StringComparison.Ordinal) && IsId(document) && IsId(reference)
            : IsId(word.EndsWith('+') ? word[..^1] : word);

    private static bool IsId(string word)
    {
        if (word.Length == 0 || Operators.Contains(word))
        {
            return false;
        }

        foreach (var character in word)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('-' or '.'))
            {
                return false;
            }
        }

        return true;
    }

    private static string[] Words(string text) => text
        .Replace("(", " ( ", StringComparison.Ordinal)
        .Replace(")", " ) ", StringComparison.Ordinal)
        .Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
