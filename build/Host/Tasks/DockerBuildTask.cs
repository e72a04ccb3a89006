using Cake.Frosting;
using OpenLinux.Machine.Prerequisites;

namespace OpenLinux.Host.Tasks;

[TaskName("DockerBuild")]
[TaskDescription("Builds the image from the Dockerfile")]
[IsDependentOn(typeof(PapersTask))]
[Needs(Needs.Docker, Checkout = true)]
public sealed class DockerBuildTask : BuildTask
{
    public override bool ShouldRun(BuildContext context) => context.DockerMode == DockerMode.Build;

    protected override Task BuildAsync(BuildContext context) =>
        context.ForEachArchitectureAsync(pipeline => pipeline.ImageAsync());
}
