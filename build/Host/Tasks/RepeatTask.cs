using Cake.Frosting;
using OpenLinux.Common.Errors;
using OpenLinux.Common.Processes;
using OpenLinux.Engine;
using OpenLinux.Engine.Execution;
using OpenLinux.Host.Cli;
using OpenLinux.Host.Errors;
using OpenLinux.Host.Lifetime;

namespace OpenLinux.Host.Tasks;

[TaskName(RepeatTarget.Task)]
[TaskDescription("Runs the step that failed last again, alone, in the folder kept of it: --repeat")]
public sealed class RepeatTask : BuildTask
{
    protected override async Task BuildAsync(BuildContext context)
    {
        var script = FailedActions.ScriptIn(context.Paths.Failed);
        if (!File.Exists(script))
        {
            throw new BuildException(
                HostErrors.NothingToRepeat,
                Path.GetRelativePath(context.Paths.Root, context.Paths.Failed),
                "No step failed since the last build that ran something.",
                "./build.sh --target=Docker builds; what fails is kept, and --repeat runs it again.");
        }

        // Both streams as they come: it is the step's own words that are looked for.
        var run = await new ProcessLauncher().RunAsync(
            new ProcessSpec("sh", [script], context.Paths.Root, null, Console.Out.WriteLine), context.Cancellation);
        if (run.ExitCode != 0)
        {
            throw new BuildException(
                EngineErrors.ActionFailed,
                "the step that is kept",
                $"It ended with exit code {run.ExitCode} again; what it said stands above.",
                $"change what is in {Path.GetRelativePath(context.Paths.Root, context.Paths.Failed)}/ and repeat it, then mend the source and build");
        }
    }
}
