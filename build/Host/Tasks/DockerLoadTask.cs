using Cake.Frosting;
using OpenLinux.Machine.Prerequisites;

namespace OpenLinux.Host.Tasks;

[TaskName("DockerLoad")]
[TaskDescription("Makes the image of the OCI archive, with docker load")]
[IsDependentOn(typeof(OciTask))]
[Needs(Needs.Docker, Checkout = true)]
public sealed class DockerLoadTask : BuildTask
{
    public override bool ShouldRun(BuildContext context) => context.DockerMode == DockerMode.Load;

    protected override Task BuildAsync(BuildContext context) =>
        context.ForEachArchitectureAsync(pipeline => pipeline.ImageAsync());
}
