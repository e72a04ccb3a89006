namespace OpenLinux.Userland.Recipes;

/// <summary>
/// Which files below a component's folder are meant, as in a shell: <c>*</c> and <c>?</c> stand for what has no '/' in it and does not begin
/// with a dot, <c>{a,b}</c> for either; a folder called <c>**</c> stands for any number of them, and <c>{arch}</c> for the architecture's name.
/// </summary>
public sealed class SourcePattern
{
    private const string Architecture = "{arch}";
    private const string AnyFolders = "**";

    /// <summary>The folders and the name, for each choice of the alternatives.</summary>
    private readonly List<string[]> choices;

    private SourcePattern(string text, string architecture) =>
        choices = [.. Choices(text.Replace(Architecture, architecture, StringComparison.Ordinal)).Select(FoldersOf)];

    public static SourcePattern Of(string text, string architecture) => new(text, architecture);

    /// <summary>For whatever architecture.</summary>
    public static SourcePattern OfAny(string text) => new(text, "*");

    /// <summary>Whether it may match for one architecture and not for another.</summary>
    public static bool NamesArchitecture(string text) => text.Contains(Architecture, StringComparison.Ordinal);

    public bool Matches(string path)
    {
        var names = path.Split('/');
        return choices.Exists(choice => MatchesFolders(choice, names));
    }

    /// <summary>Any folder's files, for "**" at the end.</summary>
    private static string[] FoldersOf(string choice) =>
        choice == AnyFolders || choice.EndsWith("/" + AnyFolders, StringComparison.Ordinal) ? [.. choice.Split('/'), "*"] : choice.Split('/');

    private static IEnumerable<string> Choices(string text)
    {
        var open = text.IndexOf('{', StringComparison.Ordinal);
        if (open < 0)
        {
            return [text];
        }

        var close = text.IndexOf('}', open);
        var rest = Choices(text[(close + 1)..]).ToList();
        return text[(open + 1)..close].Split(',').SelectMany(choice => rest.Select(end => text[..open] + choice + end));
    }

    private static bool MatchesFolders(ReadOnlySpan<string> pattern, ReadOnlySpan<string> names)
    {
        if (pattern.Length == 0 || names.Length == 0)
        {
            return pattern.Length == names.Length;
        }

        return pattern[0] == AnyFolders
            ? MatchesFolders(pattern[1..], names) || (names[0][0] != '.' && MatchesFolders(pattern, names[1..]))
            : MatchesName(pattern[0], names[0]) && MatchesFolders(pattern[1..], names[1..]);
    }

    private static bool MatchesName(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name) =>
        pattern.Length > 0 && (name[0] != '.' || pattern[0] == '.') && MatchesText(pattern, name);

    private static bool MatchesText(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        if (pattern.Length == 0)
        {
            return text.Length == 0;
        }

        return pattern[0] == '*'
            ? MatchesText(pattern[1..], text) || (text.Length > 0 && MatchesText(pattern, text[1..]))
            : text.Length > 0 && (pattern[0] == '?' || pattern[0] == text[0]) && MatchesText(pattern[1..], text[1..]);
    }
}
