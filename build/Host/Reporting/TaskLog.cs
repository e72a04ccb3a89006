using Cake.Core;
using Cake.Core.Diagnostics;

namespace OpenLinux.Host.Reporting;

/// <summary>
/// Cake's log, but for what is told better: the line that says of a failure only that there is one, before what failed, and the names that are
/// Cake's dry run.
/// </summary>
/// <param name="isTold">Whether what would run is told, in a dry run, by more than names.</param>
internal sealed class TaskLog(IConsole console, bool isTold) : ICakeLog
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
        if (!IsToldBetter(level, format))
        {
            log.Write(verbosity, level, format, level == LogLevel.Error ? [.. args.Select(Fitted)] : args);
        }
    }

    private static object Fitted(object argument) => argument is string text ? LabelledText.ForError(text) : argument;

    private bool IsToldBetter(LogLevel level, string format) => level switch
    {
        LogLevel.Error => format.StartsWith(TaskFailed, StringComparison.Ordinal),
        LogLevel.Information => isTold,
        _ => false,
    };
}
