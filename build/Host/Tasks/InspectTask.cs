using Cake.Frosting;
using OpenLinux.Host.Lifetime;
using OpenLinux.Host.Pipeline;
using OpenLinux.Rootfs.Vetting;

namespace OpenLinux.Host.Tasks;

[TaskName("Inspect")]
[TaskDescription("Vets the rootfs tarball before anything imports it, or the one that --tarball names")]
[IsDependentOn(typeof(RootfsTask))]
public sealed class InspectTask : BuildTask
{
    protected override Task BuildAsync(BuildContext context)
    {
        if (context.CommandLine.Value("tarball") is not { } given)
        {
            return context.ForEachArchitectureAsync(pipeline => pipeline.InspectAsync());
        }

        var tarball = Path.GetFullPath(given);
        var policy = Inspection.PolicyOf(context.Architectures[0], context);
        var report = RootfsInspector.Inspect(tarball, policy, context.Cancellation);
        Inspection.Conclude(report, tarball, context.Journal, isCached: false);
        return Task.CompletedTask;
    }
}
