using Cake.Frosting;
using OpenLinux.Host.Cli;
using OpenLinux.Host.Lifetime;
using OpenLinux.Machine.Prerequisites;

namespace OpenLinux.Host.Tasks;

[TaskName("Oci")]
[TaskDescription("Writes the OCI image, with the same ID everywhere: a layout, an archive for docker load, and its provenance")]
[IsDependentOn(typeof(PapersTask))]
[Needs(Needs.None, Checkout = true)]
public sealed class OciTask : BuildTask
{
    public override bool ShouldRun(BuildContext context) => context.WantsOciImage;

    protected override async Task BuildAsync(BuildContext context)
    {
        await context.ForEachArchitectureAsync(pipeline => pipeline.ImagePapersAsync());
        if (context.Architectures.Count > 1)
        {
            await context.Services.JoinImagesAsync();
        }
    }
}
