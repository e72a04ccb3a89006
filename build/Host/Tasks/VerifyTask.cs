using Cake.Frosting;
using OpenLinux.Host.Cli;
using OpenLinux.Host.Lifetime;
using OpenLinux.Machine.Prerequisites;

namespace OpenLinux.Host.Tasks;

[TaskName("Verify")]
[TaskDescription("Compares the image with what was meant, and starts it once")]
[IsDependentOn(typeof(DockerImportTask))]
[IsDependentOn(typeof(DockerBuildTask))]
[IsDependentOn(typeof(DockerLoadTask))]
[Needs(Needs.Docker, Checkout = true)]
public sealed class VerifyTask : BuildTask
{
    protected override Task BuildAsync(BuildContext context) =>
        context.ForEachArchitectureAsync(pipeline => pipeline.VerifyAsync());
}
