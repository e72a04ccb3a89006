using OpenLinux.Configuration.Problems;
using OpenLinux.Configuration.Toml;

namespace OpenLinux.Configuration.Loading;

/// <summary>
/// Refuses what no root filesystem could make right: a search path that is none, and a program that no path leads to.
/// Whether a file is there shows once it is built.
/// </summary>
internal sealed class ImageCommandCheck(TomlTable main, ConfigurationProblems problems)
{
    private const string SearchPathKey = "image.env.PATH";

    public void Check()
    {
        CheckSearchPath();
        CheckProgram("image.entrypoint", "--entrypoint");
        CheckProgram("image.cmd", "--cmd");
    }

    private void CheckSearchPath()
    {
        if (main.At(SearchPathKey) is TomlString path && path.Value.Split(':').FirstOrDefault(folder => !folder.StartsWith('/')) is { } folder)
        {
            problems.Add(
                ConfigurationErrors.BadValue,
                path.Origin,
                SearchPathKey,
                folder.Length == 0 ? "it has an empty folder, which means wherever a process stands" : $"\"{folder}\" is not absolute",
                "name absolute folders with a colon between them, such as /usr/bin:/bin");
        }
    }

    private void CheckProgram(string key, string option)
    {
        if (main.At(key) is not TomlArray { Items: [TomlString program, ..] } words)
        {
            return;
        }

        if (IsCommandLine(program.Value))
        {
            Refuse($"\"{program.Value}\" is a whole command line, and the program's name alone goes here", SplitUp(program.Value, option));
        }
        else if (program.Value.EndsWith('/'))
        {
            Refuse($"\"{program.Value}\" is a folder", $"{option}={program.Value.TrimEnd('/')}");
        }
        else if (!program.Value.Contains('/', StringComparison.Ordinal) && key == "image.entrypoint" && main.At(SearchPathKey) is null)
        {
            Refuse($"\"{program.Value}\" is no path, and image.env has no PATH to look in", "write its whole path, such as /sbin/init");
        }

        void Refuse(string cause, string fix) => problems.Add(ConfigurationErrors.BadValue, words.Origin, key, cause, fix);
    }

    /// <summary>Blanks are allowed in a file's name; options and further words behind a bare name are no part of any.</summary>
    private static bool IsCommandLine(string program) =>
        program.Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries) is [var first, .. var rest]
        && rest.Length > 0
        && (!first.Contains('/', StringComparison.Ordinal) || Array.Exists(rest, word => word[0] is '-' or '"' or '\''));

    private static string SplitUp(string commandLine, string option) =>
        $"give each word by itself: {string.Join(' ', commandLine.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => $"{option}={word}"))}";
}
