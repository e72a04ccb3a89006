using Cake.Frosting;

namespace OpenLinux.Host.Tasks;

[TaskName("Sysroot")]
[TaskDescription("Assembles build/ARCH/sysroot from the components' outputs")]
[IsDependentOn(typeof(CompileTask))]
[Needs(Needs.Checkout)]
public sealed class SysrootTask : AsyncFrostingTask<BuildContext>
{
    public override Task RunAsync(BuildContext context) =>
        context.ForEachArchitectureAsync(pipeline => pipeline.SysrootAsync());
}
