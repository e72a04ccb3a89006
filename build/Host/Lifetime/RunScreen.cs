using OpenLinux.Common.Processes;
using OpenLinux.Host.Checkouts;
using OpenLinux.Host.Cli;
using OpenLinux.Host.Progress;
using OpenLinux.Host.Reporting;

namespace OpenLinux.Host.Lifetime;

/// <summary>How this run shows itself, from what was asked for and where it is shown.</summary>
internal sealed class RunScreen : IDisposable
{
    private readonly ActionTimes times;
    private readonly TerminalBlock? block;

    public RunScreen(HostArguments arguments, CheckoutPaths paths)
    {
        var loudness = arguments.Loudness;
        var mode = ProgressSelection.Resolve(ProgressSelection.Of(arguments.Value(ProgressSelection.Option)), loudness);
        times = new ActionTimes(Path.Combine(paths.Cache, "times"));
        var board = new RunBoard(new WorkEstimate(times));
        Voice = new RunVoice(Console.Error, mode == ProgressMode.Json ? Loudness.Quiet : loudness, mode == ProgressMode.Tty ? Terminal.ErrorColumns : null, WorkflowCommands.AreRead);
        if (mode == ProgressMode.Tty)
        {
            block = new TerminalBlock(Console.OpenStandardError(), Terminal.ErrorColumns);
            GuardedOutput.Block = block;
        }

        Events = mode == ProgressMode.Json ? new JsonEvents(Console.Out.WriteLine, TimeProvider.System) : null;
        Watcher = block is not null ? new TerminalProgress(board, block, TaskbarIndicator.Of(Environment.GetEnvironmentVariable))
            : Events is not null ? Events
            : mode == ProgressMode.Plain ? new PlainProgress(board, Voice.Say)
            : new NoProgress();
    }

    public RunVoice Voice { get; }

    public IRunWatcher Watcher { get; }

    /// <summary>Null unless events are what the run is to print.</summary>
    public JsonEvents? Events { get; }

    /// <summary>While it lasts, the terminal is someone else's.</summary>
    public IDisposable? Suspend() => block?.Suspend();

    public void Dispose()
    {
        Watcher.Dispose();
        times.Save();
    }
}
