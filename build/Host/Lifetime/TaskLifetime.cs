using Cake.Core;
using Cake.Frosting;

namespace OpenLinux.Host.Lifetime;

/// <summary>Ends every task with its line, and stops before the next one after an interruption.</summary>
public sealed class TaskLifetime : FrostingTaskLifetime<BuildContext>
{
    public override void Setup(BuildContext context, ITaskSetupContext info)
    {
        if (context.Cancellation.IsCancellationRequested)
        {
            throw Failures.Interrupted();
        }

        context.Reporter.BeginTask(info.Task.Name);
    }

    public override void Teardown(BuildContext context, ITaskTeardownContext info) =>
        context.Ending.Failed ??= context.Reporter.EndTask(info.Task.Name, info.Duration, info.Successful);
}
