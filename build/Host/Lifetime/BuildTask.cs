using Cake.Frosting;

namespace OpenLinux.Host.Lifetime;

/// <summary>A task whose every failure has a code, a cause and a fix.</summary>
public abstract class BuildTask : AsyncFrostingTask<BuildContext>
{
    public sealed override Task RunAsync(BuildContext context) => Failures.NameAsync(() => BuildAsync(context));

    /// <summary>The same where nothing runs: what would is reported (<see cref="DryRun"/>).</summary>
    internal Task PlanAsync(BuildContext context) => BuildAsync(context);

    protected abstract Task BuildAsync(BuildContext context);
}
