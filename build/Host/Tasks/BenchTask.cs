using Cake.Frosting;
using OpenLinux.Host.Cli;
using OpenLinux.Host.Lifetime;
using OpenLinux.Host.Testing;
using OpenLinux.Machine.Prerequisites;

namespace OpenLinux.Host.Tasks;

[TaskName("Bench")]
[TaskDescription("Measures this build and its peers (ninja, make, ccache, pigz, docker, git) in turns; asserts nothing")]
[Needs(Needs.Compile | Needs.Toolchain | Needs.Docker | Needs.Bench)]
public sealed class BenchTask : BuildTask
{
    protected override Task BuildAsync(BuildContext context) => new BenchProgram(context).RunAsync(context.Cancellation);
}
