using Cake.Frosting;
using OpenLinux.Machine.Prerequisites;

namespace OpenLinux.Host.Tasks;

[TaskName("DockerBuild")]
[TaskDescription("Builds the image from the Dockerfile")]
[IsDependentOn(typeof(PapersTask))]
[Needs(Needs.Docker, Checkout = true)]
public sealed class DockerBuildTask : AsyncFrostingTask<BuildContext>
{
    public override bool ShouldRun(BuildContext context) => context.DockerMode == DockerMode.Build;

    public override Task RunAsync(BuildContext context) =>
        context.ForEachArchitectureAsync(pipeline => pipeline.ImageAsync());
}
