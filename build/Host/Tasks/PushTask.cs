using Cake.Frosting;
using OpenLinux.Host.Cli;
using OpenLinux.Host.Lifetime;
using OpenLinux.Machine.Prerequisites;

namespace OpenLinux.Host.Tasks;

[TaskName("Push")]
[TaskDescription("Pushes the image to a registry, without a Docker daemon: --push=ghcr.io/me/openlinux")]
[IsDependentOn(typeof(OciTask))]
[Needs(Needs.None, Checkout = true)]
public sealed class PushTask : BuildTask
{
    public override bool ShouldRun(BuildContext context) => context.WantsPush;

    protected override Task BuildAsync(BuildContext context) =>
        context.Services.PushAsync();
}
