using Cake.Frosting;
using OpenLinux.Machine.Prerequisites;

namespace OpenLinux.Host.Tasks;

[TaskName("Test")]
[TaskDescription("Runs the project's tests, on a real Docker engine, compiler and git repository")]
[Needs(Needs.Compile | Needs.Docker | Needs.Test)]
public sealed class TestTask : AsyncFrostingTask<BuildContext>
{
    public override Task RunAsync(BuildContext context) =>
        context.Interruption.NameAsync(new Testing.TestRun(context).RunAsync(context.CommandLine.Value("filter"), context.Cancellation));
}
