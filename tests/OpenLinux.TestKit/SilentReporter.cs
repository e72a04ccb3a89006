using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Reporting;

namespace OpenLinux.TestKit;

/// <summary>Says nothing.</summary>
public sealed class SilentReporter : IBuildReporter
{
    public void ActionStarted(ActionSpec spec)
    {
    }

    public void ActionFinished(ActionOutcome outcome)
    {
    }

    public void Progress(string subject, long done, long? total)
    {
    }

    public void Information(string message)
    {
    }

    public void Verbose(string message)
    {
    }

    public void Warning(string message)
    {
    }
}
