using Cake.Frosting;
using OpenLinux.Host.Checkouts;
using OpenLinux.Host.Cli;
using OpenLinux.Host.Lifetime;
using OpenLinux.Machine.Prerequisites;

namespace OpenLinux.Host.Tasks;

[TaskName("Clean")]
[TaskDescription("Removes build/ARCH for the selected architectures and build/all; the cache stays")]
[Needs(Needs.None, Checkout = true)]
public sealed class CleanTask : BuildTask
{
    protected override Task BuildAsync(BuildContext context)
    {
        string[] folders = [.. context.Architectures.Select(architecture => context.Paths.Output(architecture.Name)), context.Paths.AllOutput];
        foreach (var folder in folders)
        {
            Removal.Remove(folder, context.Paths.Root, context.Reporter);
        }

        return Task.CompletedTask;
    }
}
