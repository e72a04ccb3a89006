using Cake.Frosting;
using OpenLinux.Host.Cli;
using OpenLinux.Host.Lifetime;
using OpenLinux.Host.Pipeline;
using OpenLinux.Machine.Prerequisites;

namespace OpenLinux.Host.Tasks;

[TaskName("Run")]
[TaskDescription("Runs a command in the image: --target=Run -- ls -l /")]
[IsDependentOn(typeof(DockerTask))]
[Needs(Needs.Docker)]
public sealed class RunTask : BuildTask
{
    protected override Task BuildAsync(BuildContext context) =>
        context.Services.Containers.RunAttachedAsync(context.CommandLine.Command);
}
