using Cake.Frosting;
using OpenLinux.Host.Cli;
using OpenLinux.Host.Lifetime;
using OpenLinux.Host.Pipeline;
using OpenLinux.Machine.Prerequisites;

namespace OpenLinux.Host.Tasks;

[TaskName("Shell")]
[TaskDescription("Starts the image's shell on this terminal")]
[IsDependentOn(typeof(DockerTask))]
[Needs(Needs.Docker)]
public sealed class ShellTask : BuildTask
{
    protected override Task BuildAsync(BuildContext context) =>
        context.Services.Containers.RunAttachedAsync([context.Settings.Image.Shell]);
}
