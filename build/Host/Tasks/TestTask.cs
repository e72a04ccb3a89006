using Cake.Frosting;
using OpenLinux.Machine.Prerequisites;

namespace OpenLinux.Host.Tasks;

[TaskName("Test")]
[TaskDescription("Runs the project's tests, on a real Docker engine, compiler and git repository")]
[Needs(Needs.Compile | Needs.Docker | Needs.Test)]
public sealed class TestTask : BuildTask
{
    protected override Task BuildAsync(BuildContext context) =>
        new Testing.TestRun(context).RunAsync(context.CommandLine.Value("filter"), context.Cancellation);
}
