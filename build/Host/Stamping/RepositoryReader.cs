using Cake.Git;
using LibGit2Sharp;
using OpenLinux.Common.Errors;
using OpenLinux.Common.Reporting;
using OpenLinux.Host.Errors;
using ICakeContext = Cake.Core.ICakeContext;

namespace OpenLinux.Host.Stamping;

/// <summary>Asks Cake.Git about the checkout. Its answer goes into labels and tags alone, so that a commit rebuilds nothing.</summary>
internal static class RepositoryReader
{
    /// <exception cref="BuildException">git refuses to read it, as it is another user's (<c>OL019</c>).</exception>
    /// <returns>Null outside a repository and before its first commit; the reason is then reported.</returns>
    public static RepositoryState? Read(ICakeContext context, string root, IReporter reporter)
    {
        try
        {
            if (!context.GitIsValidRepository(root))
            {
                reporter.Warning($"{root} is not a git repository: images get no commit tag and no revision label.");
                return null;
            }

            var tip = context.GitLogTip(root);
            return new RepositoryState(
                tip.Sha,
                tip.Committer.When,
                context.GitHasUncommitedChanges(root) || context.GitHasUntrackedFiles(root));
        }
        catch (LibGit2SharpException refused) when (refused.Message.Contains("not owned by", StringComparison.Ordinal))
        {
            // Without its commit an image is another one: going on with a warning would make it so by surprise.
            throw new BuildException(
                HostErrors.RepositoryNotTrusted,
                root,
                $"It belongs to another user (git-config(1), safe.directory): {refused.Message}.",
                $"git config --global --add safe.directory '{root}'",
                refused);
        }
        catch (Exception error) when (error is LibGit2SharpException or ArgumentException)
        {
            // Cake.Git looks up the null tip of a repository without commits.
            var reason = error is LibGit2SharpException ? error.Message : "it has no commit yet";
            reporter.Warning($"git does not say which commit {root} is at ({reason}): images get no commit tag and no revision label.");
            return null;
        }
    }
}

/// <summary>Which commit is checked out.</summary>
/// <param name="Commit">Forty hexadecimal digits.</param>
/// <param name="CommittedAt">When the committer made it.</param>
/// <param name="IsDirty">Whether the work tree differs from it, untracked files included.</param>
public sealed record RepositoryState(string Commit, DateTimeOffset CommittedAt, bool IsDirty);
