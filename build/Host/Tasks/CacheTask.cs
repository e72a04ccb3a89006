using Cake.Frosting;
using OpenLinux.Engine.Storage;
using OpenLinux.Engine.Verification;
using OpenLinux.Host.Cli;
using OpenLinux.Host.Lifetime;
using OpenLinux.Host.Reporting;

namespace OpenLinux.Host.Tasks;

[TaskName("Cache")]
[TaskDescription("Shows what the shared cache holds; --max-size, --max-age: prunes it; --verify: drops what is damaged")]
public sealed class CacheTask : BuildTask
{
    protected override Task BuildAsync(BuildContext context)
    {
        var limits = CacheOptions.LimitsOf(context.CommandLine);
        var report = new CacheReport(Console.Out, DateTimeOffset.UtcNow);
        if (context.CommandLine.Has(CacheOptions.Verify))
        {
            using var cache = new CacheFolder(context.CacheFolder);
            report.Tell(new CacheVerifier(cache).Verify(context.Cancellation));
        }

        if (limits is not null)
        {
            using var cache = new CacheFolder(context.CacheFolder);
            report.Tell(new CachePruner(cache).Prune(limits, context.Cancellation), limits);
        }

        using var left = new CacheFolder(context.CacheFolder);
        report.Show(left.Root, CacheInventory.Of(left), RecentRuns.Of(left));
        return Task.CompletedTask;
    }
}
