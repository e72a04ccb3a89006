using Cake.Frosting;
using OpenLinux.Host.Cli;
using OpenLinux.Host.Lifetime;
using OpenLinux.Machine.Prerequisites;

namespace OpenLinux.Host.Tasks;

[TaskName("Report")]
[TaskDescription("Writes one HTML page: what is in the image, what changed, vetting, components, and the timeline of the build")]
[IsDependentOn(typeof(RootfsTask))]
[Needs(Needs.None, Checkout = true)]
public sealed class ReportTask : BuildTask
{
    protected override Task BuildAsync(BuildContext context) =>
        context.ForEachArchitectureAsync(pipeline => pipeline.ReportAsync());
}
