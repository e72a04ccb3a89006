using Cake.Frosting;

namespace OpenLinux.Host.Tasks;

[TaskName("Oci")]
[TaskDescription("Writes the OCI image: a layout and an archive for docker load, with the same image ID everywhere")]
[IsDependentOn(typeof(InspectTask))]
[Needs(OpenLinux.Machine.Prerequisites.Needs.None, Checkout = true)]
public sealed class OciTask : AsyncFrostingTask<BuildContext>
{
    public override bool ShouldRun(BuildContext context) => context.WantsOciImage;

    public override async Task RunAsync(BuildContext context)
    {
        await context.ForEachArchitectureAsync(pipeline => pipeline.OciAsync());
        if (context.Architectures.Count > 1)
        {
            await context.Services.MultiPlatformAsync();
        }
    }
}
