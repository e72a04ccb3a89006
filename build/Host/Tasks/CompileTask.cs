using Cake.Frosting;
using OpenLinux.Host.Cli;
using OpenLinux.Host.Lifetime;
using OpenLinux.Machine.Prerequisites;

namespace OpenLinux.Host.Tasks;

[TaskName("Compile")]
[TaskDescription("Compiles every component that config/ lists")]
[IsDependentOn(typeof(FetchTask))]
[Needs(Needs.Compile, Checkout = true)]
public sealed class CompileTask : BuildTask
{
    protected override Task BuildAsync(BuildContext context) =>
        context.ForEachArchitectureAsync(pipeline => pipeline.CompileAsync());
}
