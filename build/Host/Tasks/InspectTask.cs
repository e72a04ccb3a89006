using Cake.Frosting;

namespace OpenLinux.Host.Tasks;

[TaskName("Inspect")]
[TaskDescription("Vets the rootfs tarball before anything imports it, or the one that --tarball names")]
[IsDependentOn(typeof(RootfsTask))]
public sealed class InspectTask : AsyncFrostingTask<BuildContext>
{
    public override Task RunAsync(BuildContext context) => context.Arguments.Value("tarball") is { } tarball
        ? context.Services.InspectFileAsync(Path.GetFullPath(tarball), context.Cancellation)
        : context.ForEachArchitectureAsync(pipeline => pipeline.InspectAsync());
}
