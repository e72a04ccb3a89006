using Cake.Frosting;
using OpenLinux.Host.Cli;
using OpenLinux.Host.Lifetime;
using OpenLinux.Host.Testing;
using OpenLinux.Machine.Prerequisites;

namespace OpenLinux.Host.Tasks;

[TaskName("UnitTest")]
[TaskDescription("Runs the tests that need no daemon and change nothing on the machine")]
[Needs(Needs.Compile | Needs.Toolchain)]
public sealed class UnitTestTask : BuildTask
{
    protected override Task BuildAsync(BuildContext context) =>
        new TestRun(context).RunAsync([TestSuite.Unit], context.CommandLine.Value("filter"), context.Cancellation);
}
