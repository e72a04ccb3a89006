using Cake.Git;
using LibGit2Sharp;
using OpenLinux.Engine.Reporting;
using ICakeContext = Cake.Core.ICakeContext;

namespace OpenLinux.Host.Stamping;

/// <summary>Asks Cake.Git about the checkout. Its answer goes into labels and tags alone, so that a commit rebuilds nothing.</summary>
internal static class RepositoryReader
{
    /// <returns>Null outside a repository and before its first commit; the reason is then reported.</returns>
    public static RepositoryState? Read(ICakeContext context, string root, IBuildReporter reporter)
    {
        if (!context.GitIsValidRepository(root))
        {
            reporter.Warning($"{root} is not a git repository: images get no commit tag and no revision label.");
            return null;
        }

        try
        {
            var tip = context.GitLogTip(root);
            return new RepositoryState(
                tip.Sha,
                tip.Committer.When,
                context.GitHasUncommitedChanges(root) || context.GitHasUntrackedFiles(root));
        }
        catch (Exception error) when (error is LibGit2SharpException or NullReferenceException or InvalidOperationException)
        {
            // Cake.Git follows the null tip of a repository without commits.
            var reason = error is LibGit2SharpException ? error.Message : "it has no commit yet";
            reporter.Warning($"git does not say which commit {root} is at ({reason}): images get no commit tag and no revision label.");
            return null;
        }
    }
}
