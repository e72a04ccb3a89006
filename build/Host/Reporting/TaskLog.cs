using Cake.Core;
using Cake.Core.Diagnostics;

namespace OpenLinux.Host.Reporting;

/// <summary>Cake's log, but for the line that says of a failure only that there is one: what failed follows, and is told once.</summary>
internal sealed class TaskLog(IConsole console) : ICakeLog
{
    private const string TaskFailed = "An error occurred when executing task";

    private readonly CakeBuildLog log = new(console);

    public Verbosity Verbosity
    {
        get => log.Verbosity;
        set => log.Verbosity = value;
    }

    public void Write(Verbosity verbosity, LogLevel level, string format, params object[] args)
    {
        if (level != LogLevel.Error || !format.StartsWith(TaskFailed, StringComparison.Ordinal))
        {
            log.Write(verbosity, level, format, args);
        }
    }
}
