namespace OpenLinux.Configuration.Keys;

/// <summary>
/// Image names by the reference grammar of the distribution project
/// (https://github.com/distribution/reference, <c>reference.go</c> and <c>regexp.go</c>).
/// </summary>
public static class ImageReference
{
    private const int LongestRepository = 255;
    private const int LongestTag = 128;

    private const string DomainComponent = "(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])";
    private const string Domain = "(?:" + DomainComponent + @"(?:\." + DomainComponent + @")*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?";
    private const string PathComponent = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";

    public const string RepositoryPattern = "^(?:" + Domain + "/)?" + PathComponent + "(?:/" + PathComponent + ")*$";

    public const string TagTemplatePattern =
        @"^(?:[A-Za-z0-9_]|\{(?:version|arch|commit|timestamp)\})(?:[A-Za-z0-9_.-]|\{(?:version|arch|commit|timestamp)\})*$";

    /// <summary>What a tag template may hold, without braces.</summary>
    public static readonly IReadOnlyList<string> Placeholders = ["version", "arch", "commit", "timestamp"];

    public static bool IsRepository(string text)
    {
        var parts = text.Split('/');
        var first = parts.Length > 1 && !IsPathComponent(parts[0]) && IsDomain(parts[0]) ? 1 : 0;
        for (var index = first; index < parts.Length; index++)
        {
            if (!IsPathComponent(parts[index]))
            {
                return false;
            }
        }

        return text.Length <= LongestRepository && !IsImageId(text);
    }

    public static bool IsTag(string text) =>
        text.Length is > 0 and <= LongestTag && IsTagStart(text[0]) && text.All(IsTagCharacter);

    public static bool IsTagTemplate(string text)
    {
        foreach (var placeholder in Placeholders)
        {
            text = text.Replace($"{{{placeholder}}}", "x", StringComparison.Ordinal);
        }

        return IsTag(text);
    }

    private static bool IsTagStart(char character) => char.IsAsciiLetterOrDigit(character) || character == '_';

    private static bool IsTagCharacter(char character) => IsTagStart(character) || character is '.' or '-';

    /// <summary>Docker takes 64 hexadecimal digits for an image's ID.</summary>
    private static bool IsImageId(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    /// <summary>Runs of lower-case letters and digits, separated by '.', '_', '__' or any number of '-'.</summary>
    private static bool IsPathComponent(string text)
    {
        if (text.Length == 0 || !IsLowerOrDigit(text[0]) || !IsLowerOrDigit(text[^1]))
        {
            return false;
        }

        for (var start = 0; start < text.Length;)
        {
            var end = start;
            while (end < text.Length && !IsLowerOrDigit(text[end]))
            {
                end++;
            }

            var separator = text[start..end];
            if (separator is not ("" or "." or "_" or "__") && !separator.All(character => character == '-'))
            {
                return false;
            }

            start = end + 1;
        }

        return true;
    }

    private static bool IsDomain(string text)
    {
        var host = text;
        var port = text.LastIndexOf(':');
        if (port >= 0 && !text.EndsWith(']'))
        {
            if (port == text.Length - 1 || !text[(port + 1)..].All(char.IsAsciiDigit))
            {
                return false;
            }

            host = text[..port];
        }

        return host is ['[', _, .., ']']
            ? host[1..^1].All(character => char.IsAsciiHexDigit(character) || character == ':')
            : host.Split('.').All(IsDomainComponent);
    }

    private static bool IsDomainComponent(string text) =>
        text.Length > 0
        && char.IsAsciiLetterOrDigit(text[0])
        && char.IsAsciiLetterOrDigit(text[^1])
        && text.All(character => char.IsAsciiLetterOrDigit(character) || character == '-');

    private static bool IsLowerOrDigit(char character) => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character);
}
