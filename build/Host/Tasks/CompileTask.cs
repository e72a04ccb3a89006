using Cake.Frosting;
using OpenLinux.Machine.Prerequisites;

namespace OpenLinux.Host.Tasks;

[TaskName("Compile")]
[TaskDescription("Compiles every component that config/ lists")]
[IsDependentOn(typeof(FetchTask))]
[Needs(Needs.Compile, Checkout = true)]
public sealed class CompileTask : AsyncFrostingTask<BuildContext>
{
    public override Task RunAsync(BuildContext context) =>
        context.ForEachArchitectureAsync(pipeline => pipeline.CompileAsync());
}
