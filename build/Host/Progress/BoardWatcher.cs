using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Reporting;

namespace OpenLinux.Host.Progress;

/// <summary>Looks at the board from time to time. Nothing is asked of anyone before the first look, so that runs that end before it cost nothing.</summary>
internal abstract class BoardWatcher : IRunWatcher
{
    private readonly RunBoard board;
    private readonly Timer timer;
    private readonly Lock gate = new();
    private bool isOver;

    protected BoardWatcher(RunBoard board, TimeSpan first, TimeSpan interval)
    {
        this.board = board;
        timer = new Timer(_ => LookOnce(), null, first, interval);
    }

    public void TaskBegan(string task) => board.Begin(task);

    public void Entered(ActionSpec spec, ActionPhase phase) => board.Enter(spec, phase);

    public void Said(ActionSpec spec, string line) => board.Say(spec, line);

    public void Finished(ActionOutcome outcome) => board.Finish(outcome);

    public void Transferred(string subject, long done, long? total) => board.Transfer(subject, done, total);

    public void Dispose()
    {
        timer.Dispose();
        lock (gate)
        {
            isOver = true;
            End();
        }
    }

    /// <summary>What each look comes to.</summary>
    internal void LookAt(BoardState state) => Look(state);

    protected abstract void Look(BoardState state);

    protected virtual void End()
    {
    }

    /// <summary>A look that takes longer than the interval is not overtaken by the next.</summary>
    private void LookOnce()
    {
        if (!gate.TryEnter())
        {
            return;
        }

        try
        {
            if (!isOver)
            {
                Look(board.Look());
            }
        }
        finally
        {
            gate.Exit();
        }
    }
}
