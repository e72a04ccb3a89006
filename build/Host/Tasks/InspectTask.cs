using Cake.Frosting;
using OpenLinux.Host.Documents;
using OpenLinux.Host.Lifetime;

namespace OpenLinux.Host.Tasks;

[TaskName("Inspect")]
[TaskDescription("Vets the rootfs tarball before anything imports it, or the one that --tarball names")]
[IsDependentOn(typeof(RootfsTask))]
public sealed class InspectTask : BuildTask
{
    protected override async Task BuildAsync(BuildContext context)
    {
        var tarballs = context.CommandLine.Value("tarball") is { } given
            ? [context.Services.InspectionOf(context.Architectures[0]).Run(Path.GetFullPath(given))]
            : await Task.WhenAll(context.Architectures.Select(architecture => context.Services.PipelineOf(architecture).InspectAsync()));
        context.Document?.Write(json => InspectionDocument.Write(json, tarballs));
        foreach (var tarball in tarballs)
        {
            tarball.Require();
        }
    }
}
