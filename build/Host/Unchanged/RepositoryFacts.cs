using System.Text.RegularExpressions;

namespace OpenLinux.Host.Unchanged;

/// <summary>
/// What git's answer about a checkout rests on beside its work tree (gitrepository-layout(5), git-config(1)): the commit, the index, and
/// what is ignored. Objects are named by their content and need no fact. Of settings that could lead further, none is trusted.
/// </summary>
internal static partial class RepositoryFacts
{
    private const int LongestChain = 5;

    private static readonly string[] OfWorkTree = ["HEAD", "index", "config.worktree", "commondir"];
    private static readonly string[] Shared = ["config", "packed-refs", "shallow", "info/exclude", "info/attributes", "info/sparse-checkout", "info/grafts"];

    /// <summary>What makes git look at other files.</summary>
    private static readonly string[] Redirecting =
        ["GIT_DIR", "GIT_COMMON_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_CONFIG", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_CONFIG_COUNT"];

    public static void Note(FactSheet facts, string root, string home)
    {
        var dotGit = Path.Combine(root, ".git");
        facts.Path(dotGit + "/HEAD");
        if (File.Exists(dotGit))
        {
            facts.Path(dotGit);
        }

        if (FolderNamedBy(dotGit) is not { } folder)
        {
            return;
        }

        var common = File.Exists(Path.Combine(folder, "commondir"))
            ? Path.GetFullPath(File.ReadAllText(Path.Combine(folder, "commondir")).Trim(), folder)
            : folder;
        NoteAll(facts, folder, OfWorkTree);
        NoteAll(facts, common, Shared);
        facts.Identity(Path.Combine(common, "objects"));
        NoteReferences(facts, folder, common);
        NoteSettings(facts, common, home);
    }

    /// <returns>The repository's own folder; null where there is none.</returns>
    private static string? FolderNamedBy(string dotGit) =>
        Directory.Exists(dotGit) ? dotGit
        : File.Exists(dotGit) && File.ReadAllText(dotGit) is var text && text.StartsWith("gitdir:", StringComparison.Ordinal)
            ? Path.GetFullPath(text["gitdir:".Length..].Trim(), Path.GetDirectoryName(dotGit)!)
        : null;

    private static void NoteAll(FactSheet facts, string folder, string[] names)
    {
        foreach (var name in names)
        {
            facts.Path(Path.Combine(folder, name));
        }
    }

    /// <summary>HEAD, the branch that it names, and so on.</summary>
    private static void NoteReferences(FactSheet facts, string folder, string common)
    {
        var path = Path.Combine(folder, "HEAD");
        for (var step = 0; step < LongestChain && File.Exists(path) && File.ReadAllText(path) is var text && text.StartsWith("ref:", StringComparison.Ordinal); step++)
        {
            path = Path.Combine(common, text["ref:".Length..].Trim());
            facts.Path(path);
        }
    }

    private static void NoteSettings(FactSheet facts, string common, string home)
    {
        var folder = Path.Combine(Environment.GetEnvironmentVariable("XDG_CONFIG_HOME") is { Length: > 0 } given ? given : Path.Combine(home, ".config"), "git");
        foreach (var file in new[] { Path.Combine(folder, "ignore"), Path.Combine(folder, "attributes"), "/etc/gitattributes" })
        {
            facts.Path(file);
        }

        foreach (var file in new[] { Path.Combine(common, "config"), Path.Combine(home, ".gitconfig"), Path.Combine(folder, "config"), "/etc/gitconfig" })
        {
            facts.Path(file);
            if (File.Exists(file))
            {
                NoteFilesNamedIn(facts, file, home);
            }
        }

        foreach (var variable in Redirecting.Where(variable => Environment.GetEnvironmentVariable(variable) is not null))
        {
            facts.Refuse($"{variable} is set, which leads elsewhere");
        }
    }

    private static void NoteFilesNamedIn(FactSheet facts, string settings, string home)
    {
        var rest = ListOfPatterns().Replace(File.ReadAllText(settings), list =>
        {
            var path = list.Groups[1].Value;
            facts.Path(path.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(home, path[2..]) : path);
            return "";
        });
        if (LeadsElsewhere().Match(rest) is { Success: true } found)
        {
            facts.Refuse($"{settings} has {found.Value.Trim()}, which leads elsewhere");
        }
    }

    /// <summary>A line of its own with an absolute path, or one below the home folder, without quotes, escapes or a comment.</summary>
    [GeneratedRegex(@"^[ \t]*(?:excludesfile|attributesfile)[ \t]*=[ \t]*((?:/|~/)[\w./+@-]+)[ \t]*$", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex ListOfPatterns();

    [GeneratedRegex(@"\[\s*include|excludesfile|attributesfile|\bworktree\s*=", RegexOptions.IgnoreCase)]
    private static partial Regex LeadsElsewhere();
}
