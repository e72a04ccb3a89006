using Cake.Frosting;
using OpenLinux.Host.Cli;
using OpenLinux.Host.Lifetime;
using OpenLinux.Host.Testing;
using OpenLinux.Machine.Prerequisites;

namespace OpenLinux.Host.Tasks;

[TaskName("Test")]
[TaskDescription("Runs all of the project's tests, on a real Docker engine, compiler and git repository")]
[Needs(Needs.Compile | Needs.Toolchain | Needs.Docker | Needs.Test)]
public sealed class TestTask : BuildTask
{
    protected override Task BuildAsync(BuildContext context) =>
        new TestRun(context).RunAsync([TestSuite.Unit, TestSuite.EndToEnd], context.CommandLine.Value("filter"), context.Cancellation);
}
