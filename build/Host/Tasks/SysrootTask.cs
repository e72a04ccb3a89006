using Cake.Frosting;
using OpenLinux.Host.Cli;
using OpenLinux.Host.Lifetime;
using OpenLinux.Machine.Prerequisites;

namespace OpenLinux.Host.Tasks;

[TaskName("Sysroot")]
[TaskDescription("Assembles build/ARCH/sysroot from the components' outputs")]
[IsDependentOn(typeof(CompileTask))]
[Needs(Needs.None, Checkout = true)]
public sealed class SysrootTask : BuildTask
{
    protected override Task BuildAsync(BuildContext context) =>
        context.ForEachArchitectureAsync(pipeline => pipeline.SysrootAsync());
}
