using Cake.Frosting;
using OpenLinux.Machine.Prerequisites;

namespace OpenLinux.Host.Tasks;

[TaskName("Tag")]
[TaskDescription("Gives the image its tags: version, commit, and whatever config/ says")]
[IsDependentOn(typeof(DockerImportTask))]
[IsDependentOn(typeof(DockerBuildTask))]
[IsDependentOn(typeof(DockerLoadTask))]
[Needs(Needs.Docker, Checkout = true)]
public sealed class TagTask : BuildTask
{
    protected override Task BuildAsync(BuildContext context) =>
        context.ForEachArchitectureAsync(pipeline => pipeline.TagAsync());
}
