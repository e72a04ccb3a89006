using Cake.Frosting;
using OpenLinux.Machine.Prerequisites;

namespace OpenLinux.Host.Tasks;

[TaskName("Clean")]
[TaskDescription("Removes build/ARCH for the selected architectures; the cache stays")]
[Needs(Needs.None, Checkout = true)]
public sealed class CleanTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        foreach (var architecture in context.Architectures)
        {
            Removal.Remove(context.Paths.Output(architecture.Name), context.Paths.Root, context.Journal);
        }
    }
}
