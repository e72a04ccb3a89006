using Cake.Core;
using Cake.Core.Diagnostics;

namespace OpenLinux.Host.Reporting;

/// <summary>Cake's banners and its table of tasks, left out: Cake prints them at every level, quiet included.</summary>
internal sealed class NoReport : ICakeReportPrinter
{
    public void Write(CakeReport report)
    {
    }

    public void WriteStep(string name, Verbosity verbosity)
    {
    }

    public void WriteLifeCycleStep(string name, Verbosity verbosity)
    {
    }

    public void WriteSkippedStep(string name, Verbosity verbosity)
    {
    }
}
