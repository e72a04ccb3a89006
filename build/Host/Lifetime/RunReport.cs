using Cake.Core;
using Cake.Core.Diagnostics;
using OpenLinux.Host.Cli;

namespace OpenLinux.Host.Lifetime;

/// <summary>Cake's table of tasks. Where the run found nothing to do, no task took any time: so the table is the same whoever found it.</summary>
internal sealed class RunReport(IConsole console, ICakeContext context, RunEnding ending) : ICakeReportPrinter
{
    private readonly CakeReportPrinter printer = new(console, context);

    public void Write(CakeReport report) => printer.Write(ending.IsUnchanged ? WithoutTimes(report) : report);

    public void WriteStep(string name, Verbosity verbosity) => printer.WriteStep(name, verbosity);

    public void WriteLifeCycleStep(string name, Verbosity verbosity) => printer.WriteLifeCycleStep(name, verbosity);

    public void WriteSkippedStep(string name, Verbosity verbosity) => printer.WriteSkippedStep(name, verbosity);

    private static CakeReport WithoutTimes(CakeReport report)
    {
        var result = new CakeReport();
        foreach (var entry in report)
        {
            result.Add(entry.TaskName, entry.SkippedMessage, entry.Category, TimeSpan.Zero, entry.ExecutionStatus);
        }

        return result;
    }
}
