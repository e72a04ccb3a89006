using Cake.Frosting;
using OpenLinux.Machine.Prerequisites;

namespace OpenLinux.Host.Tasks;

[TaskName("Papers")]
[TaskDescription("Traces every file to its source, and writes SBOMs, provenance and build record beside the tarball")]
[IsDependentOn(typeof(InspectTask))]
[Needs(Needs.None, Checkout = true)]
public sealed class PapersTask : AsyncFrostingTask<BuildContext>
{
    public override Task RunAsync(BuildContext context) =>
        context.ForEachArchitectureAsync(pipeline => pipeline.PapersAsync());
}
