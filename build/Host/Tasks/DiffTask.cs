using Cake.Frosting;
using OpenLinux.Host.Cli;
using OpenLinux.Host.Documents;
using OpenLinux.Host.Lifetime;
using OpenLinux.Host.Reporting;
using OpenLinux.Machine.Prerequisites;

namespace OpenLinux.Host.Tasks;

[TaskName("Diff")]
[TaskDescription("Lists what changed since the image, archive or tarball that --with names")]
[IsDependentOn(typeof(RootfsTask))]
[Needs(Needs.None, Checkout = true)]
public sealed class DiffTask : BuildTask
{
    /// <summary>One architecture after the other, so that what is printed does not mix. Differences are no failure.</summary>
    protected override async Task BuildAsync(BuildContext context)
    {
        var reports = new List<(string Architecture, DifferenceReport Report)>();
        foreach (var architecture in context.Architectures)
        {
            var report = await context.Services.PipelineOf(architecture).CompareAsync(await context.Services.BaselineAsync());
            reports.Add((architecture.Name, report));
            if (context.Document is null)
            {
                report.Print(Console.Out);
            }
        }

        context.Document?.Write(json => DifferenceDocument.Write(json, reports));
    }
}
