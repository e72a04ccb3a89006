using Cake.Frosting;
using OpenLinux.Engine.Storage;
using OpenLinux.Host.Checkouts;
using OpenLinux.Host.Cli;
using OpenLinux.Host.Lifetime;
using OpenLinux.Machine.Prerequisites;

namespace OpenLinux.Host.Tasks;

[TaskName("DistClean")]
[TaskDescription("Removes every output and the compiled host; --shared-cache: also the cache that all checkouts share")]
[Needs(Needs.None, Checkout = true)]
public sealed class DistCleanTask : BuildTask
{
    protected override Task BuildAsync(BuildContext context)
    {
        foreach (var architecture in context.Settings.Architectures.Keys)
        {
            Removal.Remove(context.Paths.Output(architecture), context.Paths.Root, context.Reporter);
        }

        Removal.Remove(context.Paths.AllOutput, context.Paths.Root, context.Reporter);
        var shared = context.CacheFolder;
        if (context.CommandLine.Has("shared-cache"))
        {
            TreeArea.PutAside(shared);
            Removal.Remove(shared, context.Paths.Root, context.Reporter);
        }
        else if (Directory.Exists(shared))
        {
            context.Reporter.Information($"{shared} stays, as other checkouts share it: --shared-cache removes it");
        }

        // The lock lies here and is held; it goes with the folder, and nobody else can have it open by then.
        Removal.Remove(context.Paths.Cache, context.Paths.Root, context.Reporter);

        return Task.CompletedTask;
    }
}
