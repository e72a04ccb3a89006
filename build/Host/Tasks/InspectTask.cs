using Cake.Frosting;
using OpenLinux.Host.Lifetime;

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

        context.Services.InspectionOf(context.Architectures[0]).Run(Path.GetFullPath(given));
        return Task.CompletedTask;
    }
}
