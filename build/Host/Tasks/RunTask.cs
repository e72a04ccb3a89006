using Cake.Frosting;
using OpenLinux.Machine.Prerequisites;

namespace OpenLinux.Host.Tasks;

[TaskName("Run")]
[TaskDescription("Runs a command in the image: --target=Run -- ls -l /")]
[IsDependentOn(typeof(DockerTask))]
[Needs(Needs.Docker)]
public sealed class RunTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context) =>
        context.Services.Containers.RunAttached(context.CommandLine.Command);
}
