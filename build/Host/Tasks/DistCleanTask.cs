using Cake.Frosting;
using OpenLinux.Machine.Prerequisites;

namespace OpenLinux.Host.Tasks;

[TaskName("DistClean")]
[TaskDescription("Removes every output, the compiled host, and this user's cache of actions and sources")]
[Needs(Needs.None, Checkout = true)]
public sealed class DistCleanTask : BuildTask
{
    protected override Task BuildAsync(BuildContext context)
    {
        foreach (var architecture in context.Settings.Architectures.Keys)
        {
            Removal.Remove(context.Paths.Output(architecture), context.Paths.Root, context.Journal);
        }

        Removal.Remove(context.Paths.AllOutput, context.Paths.Root, context.Journal);
        Removal.Remove(CacheLocation.Of(context.CommandLine), context.Paths.Root, context.Journal);

        // The lock lies here and is held; it goes with the folder, and nobody else can have it open by then.
        Removal.Remove(context.Paths.Cache, context.Paths.Root, context.Journal);

        return Task.CompletedTask;
    }
}
