using Cake.Core.Diagnostics;
using Cake.Frosting;
using Cake.Git;

namespace OpenLinux.Host.Tasks;

[TaskName("Default")]
public sealed class DefaultTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var commit = context.GitLogTip(context.Environment.WorkingDirectory);
        context.Log.Information("{0}", commit.Sha);
    }
}
