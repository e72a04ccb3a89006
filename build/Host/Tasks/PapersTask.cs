using Cake.Frosting;
using OpenLinux.Host.Cli;
using OpenLinux.Host.Lifetime;
using OpenLinux.Machine.Prerequisites;

namespace OpenLinux.Host.Tasks;

[TaskName("Papers")]
[TaskDescription("Traces every file to its source, and writes SBOMs, provenance and build record beside the tarball")]
[IsDependentOn(typeof(InspectTask))]
[Needs(Needs.None, Checkout = true)]
public sealed class PapersTask : BuildTask
{
    protected override Task BuildAsync(BuildContext context) =>
        context.ForEachArchitectureAsync(pipeline => pipeline.PapersAsync());
}
