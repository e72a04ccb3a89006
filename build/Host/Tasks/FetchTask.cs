using Cake.Frosting;
using OpenLinux.Host.Cli;
using OpenLinux.Host.Lifetime;
using OpenLinux.Machine.Prerequisites;

namespace OpenLinux.Host.Tasks;

[TaskName("Fetch")]
[TaskDescription("Downloads the pinned sources, by hash")]
[Needs(Needs.None, Checkout = true)]
public sealed class FetchTask : BuildTask
{
    protected override Task BuildAsync(BuildContext context) =>
        context.Services.FetchSourcesAsync();
}
