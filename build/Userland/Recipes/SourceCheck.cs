using OpenLinux.Configuration.Problems;
using OpenLinux.Configuration.Toml;

namespace OpenLinux.Userland.Recipes;

/// <summary>Whether a recipe says in one way where its sources are.</summary>
internal sealed class SourceCheck(TomlTable table, ConfigurationProblems problems)
{
    /// <param name="archive">Of a recipe that can have one; null for others.</param>
    public void Check(ComponentSource? tree, UpstreamRecipe? archive)
    {
        if (tree is not null)
        {
            CheckTree(tree);
        }

        if (archive is not null)
        {
            CheckArchive(archive, tree is not null);
        }
    }

    private void CheckTree(ComponentSource tree)
    {
        switch (tree)
        {
            case { Path: null, Git: null }:
                Miss("source.path", "a tree elsewhere is a folder or a commit", "add path = \"../openlinux\" below [source], or git and commit");
                break;
            case { Path: not null, Git: not null } or { Path: not null, Commit: not null }:
                Refuse("source.path", "stands beside git or commit: a tree is a folder or a commit", "take one of the two out");
                break;
            case { Git: not null, Commit: null }:
                Miss("source.commit", "a branch or tag may lead elsewhere tomorrow", "add the whole ID of the commit, as git rev-parse HEAD prints it, below [source]");
                break;
        }
    }

    private void CheckArchive(UpstreamRecipe recipe, bool hasTree)
    {
        var isPinned = recipe.Source.Sha256.Length > 0;
        var isNamed = recipe.Source.Name.Length > 0;
        if (hasTree && (isPinned || isNamed))
        {
            Refuse(isPinned ? "sha256" : "urls", "stands beside [source]: a release is an archive or a tree", "take one of the two out");
        }
        else if (!hasTree && !isPinned)
        {
            Miss("sha256", "a release is an archive by its hash, or a tree", "add sha256 = \"…\" as sha256sum prints it, or [source]");
        }
        else if (!hasTree && !isNamed)
        {
            Miss("urls", "an archive comes from somewhere", "add urls = [\"https://example.org/x-1.0.0.tar.gz\"], or \"file:\" and a path; or debian, a source package");
        }
    }

    private void Miss(string key, string reason, string fix) =>
        problems.Add(ConfigurationErrors.MissingKey, table.Origin, key, $"not there; {reason}", fix);

    private void Refuse(string key, string reason, string fix) =>
        problems.Add(ConfigurationErrors.BadValue, table.At(key)?.Origin ?? table.Origin, key, reason, fix);
}
