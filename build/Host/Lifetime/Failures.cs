using OpenLinux.Common.Errors;
using OpenLinux.Common.Files;
using OpenLinux.Host.Errors;

namespace OpenLinux.Host.Lifetime;

/// <summary>The last place before Cake: whatever a task throws leaves with a code, a cause and a fix.</summary>
internal static class Failures
{
    /// <exception cref="BuildException">What failed; interrupted (<c>OL903</c>), no more space or files (<c>OL901</c>, <c>OL905</c>), a file that cannot be used (<c>OL904</c>), or anything that nobody expected (<c>OL909</c>).</exception>
    public static async Task NameAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception failure) when (failure is not BuildException)
        {
            throw Named(failure);
        }
    }

    public static BuildException Interrupted(Exception? cancelled = null) => new(
        CommonErrors.Interrupted,
        "the build",
        "Ctrl-C or a signal asked it to end; its children have ended and nothing half-written is left.",
        "Run the same command again: it goes on from what is in the cache.",
        cancelled);

    private static BuildException Named(Exception failure) => failure switch
    {
        OperationCanceledException => Interrupted(failure),
        _ when StorageFaults.Exhausted(failure, ".") is { } exhausted => exhausted,
        _ when StorageFaults.IsFault(failure) => new BuildException(
            HostErrors.FileUnusable,
            PathIn(failure.Message),
            failure.Message,
            "ls -ld tells what stands there and whose it is; after a build as root: sudo chown -R \"$(id -u)\" .cache build",
            failure),
        _ => new BuildException(
            HostErrors.Unexpected,
            failure.GetType().Name,
            failure.Message,
            "It is a fault of the build itself: report it, with what --verbosity=diagnostic prints.",
            failure),
    };

    /// <summary>.NET quotes the path in its message, and keeps it nowhere else.</summary>
    private static string PathIn(string message) =>
        message.Split('\'') is [_, var path, _, ..] ? path : "a file or folder of the build";
}
