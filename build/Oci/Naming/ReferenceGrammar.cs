namespace OpenLinux.Oci.Naming;

/// <summary>
/// The parts of image names by the reference grammar of the distribution project
/// (https://github.com/distribution/reference, <c>reference.go</c> and <c>regexp.go</c>),
/// which is also that of the OCI Distribution Specification 1.1, "Pulling manifests".
/// </summary>
internal static class ReferenceGrammar
{
    private const int LongestTag = 128;

    private const string DomainComponent = "(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])";
    private const string Domain = "(?:" + DomainComponent + @"(?:\." + DomainComponent + @")*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?";
    private const string PathComponent = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";

    public const string RepositoryPattern = "^(?:" + Domain + "/)?" + PathComponent + "(?:/" + PathComponent + ")*$";

    /// <summary>A repository's name on its registry: path components, parted by slashes.</summary>
    public static bool IsPath(string text) => text.Split('/').All(IsPathComponent);

    /// <summary>A registry: a name or address, with or without a port.</summary>
    public static bool IsHost(string text)
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

    public static bool IsTag(string text) =>
        text.Length is > 0 and <= LongestTag && IsTagStart(text[0]) && text.All(IsTagCharacter);

    /// <summary>Docker takes 64 hexadecimal digits for an image's ID.</summary>
    public static bool IsImageId(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    private static bool IsTagStart(char character) => char.IsAsciiLetterOrDigit(character) || character == '_';

    private static bool IsTagCharacter(char character) => IsTagStart(character) || character is '.' or '-';

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

    private static bool IsDomainComponent(string text) =>
        text.Length > 0
        && char.IsAsciiLetterOrDigit(text[0])
        && char.IsAsciiLetterOrDigit(text[^1])
        && text.All(character => char.IsAsciiLetterOrDigit(character) || character == '-');

    private static bool IsLowerOrDigit(char character) => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character);
}
