using Cake.Frosting;
using OpenLinux.Host.Cli;
using OpenLinux.Host.Lifetime;
using OpenLinux.Machine.Prerequisites;

namespace OpenLinux.Host.Tasks;

[TaskName("Rootfs")]
[TaskDescription("Packs the root filesystem's tarball and its .sha256")]
[IsDependentOn(typeof(SysrootTask))]
[Needs(Needs.None, Checkout = true)]
public sealed class RootfsTask : BuildTask
{
    protected override Task BuildAsync(BuildContext context) =>
        context.ForEachArchitectureAsync(pipeline => pipeline.RootfsAsync());
}
