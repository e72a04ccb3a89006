using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace OpenLinux.Userland.Sources.Patching;

/// <summary>
/// A patch as <c>diff -u</c> and git write it (GNU diffutils, "Detailed Description of Unified Format"; git-diff(1), "Generating patch text").
/// What stands between files is of no account. Bytes are taken as they are: text is a character a byte.
/// </summary>
internal static partial class UnifiedDiff
{
    private const string Nothing = "/dev/null";
    private const int MostLines = 1 << 30;

    /// <exception cref="PatchException">It cannot be read, or does what cannot be done here: binary files, modes, copies.</exception>
    public static IReadOnlyList<FileChange> Parse(byte[] patch)
    {
        var lines = Encoding.Latin1.GetString(patch).Split('\n');
        var changes = new List<FileChange>();
        for (var at = 0; at < lines.Length;)
        {
            RefuseUnsupported(lines[at], at);
            if (lines[at].StartsWith("--- ", StringComparison.Ordinal) && at + 1 < lines.Length && lines[at + 1].StartsWith("+++ ", StringComparison.Ordinal))
            {
                var (from, to) = (PathIn(lines[at]), PathIn(lines[at + 1]));
                at += 2;
                changes.Add(new FileChange(from, to, Hunks(lines, ref at)));
            }
            else
            {
                at++;
            }
        }

        return changes.Count > 0 ? changes : throw new PatchException("it has no \"--- a/FILE\" and \"+++ b/FILE\"");
    }

    private static void RefuseUnsupported(string line, int at)
    {
        if (Unsupported().IsMatch(line))
        {
            throw new PatchException($"line {at + 1}: \"{line.TrimEnd()}\" is not supported; only changes of text are (git format-patch --no-renames)");
        }
    }

    /// <returns>The path without its first folder, as with <c>patch -p1</c>; null for no file.</returns>
    private static string? PathIn(string line)
    {
        var name = line[4..].TrimEnd('\r').Split('\t')[0];
        if (name == Nothing)
        {
            return null;
        }

        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var path = name[(slash + 1)..];
        return slash > 0 && path.Length > 0 && !path.StartsWith('/') && !path.Split('/').Contains("..") && !name.StartsWith('"')
            ? path
            : throw new PatchException($"\"{name}\" is no path below one folder, such as a/src/main.c");
    }

    private static List<Hunk> Hunks(string[] lines, ref int at)
    {
        var hunks = new List<Hunk>();
        while (at < lines.Length && Header().Match(lines[at]) is { Success: true } header)
        {
            var hunk = new Hunk(at + 1, NumberIn(header.Groups["line"], at));
            var (old, changed) = (NumberIn(header.Groups["old"], at), NumberIn(header.Groups["new"], at));
            at++;
            while (hunk.Before.Count < old || hunk.After.Count < changed)
            {
                if (at >= lines.Length || !hunk.Take(lines[at]))
                {
                    throw new PatchException($"line {at + 1}: its hunk is cut short");
                }

                at++;
            }

            // "\ No newline at end of file"
            while (at < lines.Length && lines[at].StartsWith('\\'))
            {
                hunk.Take(lines[at++]);
            }

            hunks.Add(hunk);
        }

        return hunks.Count > 0 ? hunks : throw new PatchException($"line {at}: no hunk follows");
    }

    /// <returns>One where nothing is said.</returns>
    private static int NumberIn(Group group, int at) => !group.Success ? 1
        : int.TryParse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= MostLines ? number
        : throw new PatchException($"line {at + 1}: no file has {group.Value} lines");

    [GeneratedRegex(@"^@@ -(?<line>\d+)(?:,(?<old>\d+))? \+\d+(?:,(?<new>\d+))? @@")]
    private static partial Regex Header();

    [GeneratedRegex("^(?:GIT binary patch|Binary files .* differ|(?:rename|copy) (?:from|to) |(?:old|new) mode )")]
    private static partial Regex Unsupported();
}
