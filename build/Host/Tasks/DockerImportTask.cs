using Cake.Frosting;
using OpenLinux.Machine.Prerequisites;

namespace OpenLinux.Host.Tasks;

[TaskName("DockerImport")]
[TaskDescription("Imports the tarball with docker import")]
[IsDependentOn(typeof(PapersTask))]
[Needs(Needs.Docker, Checkout = true)]
public sealed class DockerImportTask : BuildTask
{
    public override bool ShouldRun(BuildContext context) => context.DockerMode == DockerMode.Import;

    protected override Task BuildAsync(BuildContext context) =>
        context.ForEachArchitectureAsync(pipeline => pipeline.ImageAsync());
}
