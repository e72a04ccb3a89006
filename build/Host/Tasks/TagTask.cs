using Cake.Frosting;
using OpenLinux.Host.Cli;
using OpenLinux.Host.Lifetime;
using OpenLinux.Machine.Prerequisites;

namespace OpenLinux.Host.Tasks;

[TaskName("Tag")]
[TaskDescription("Gives the verified image its tags: version, commit, and whatever config/ says")]
[IsDependentOn(typeof(VerifyTask))]
[Needs(Needs.Docker, Checkout = true)]
public sealed class TagTask : BuildTask
{
    protected override async Task BuildAsync(BuildContext context)
    {
        await context.ForEachArchitectureAsync(pipeline => pipeline.TagAsync());
        context.Services.DaemonChanges.Keep();
    }
}
