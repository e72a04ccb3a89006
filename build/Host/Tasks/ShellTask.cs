using Cake.Frosting;
using OpenLinux.Machine.Prerequisites;

namespace OpenLinux.Host.Tasks;

[TaskName("Shell")]
[TaskDescription("Starts the image's shell on this terminal")]
[IsDependentOn(typeof(DockerTask))]
[Needs(Needs.Docker)]
public sealed class ShellTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context) =>
        context.Services.Containers.RunAttached([context.Settings.Image.Shell]);
}
