using Cake.Frosting;
using OpenLinux.Machine.Prerequisites;

namespace OpenLinux.Host.Tasks;

[TaskName("Fetch")]
[TaskDescription("Downloads the pinned sources, by hash")]
[Needs(Needs.None, Checkout = true)]
public sealed class FetchTask : AsyncFrostingTask<BuildContext>
{
    public override Task RunAsync(BuildContext context) =>
        context.Interruption.NameAsync(context.Services.FetchSourcesAsync(context.Cancellation));
}
