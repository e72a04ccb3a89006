using OpenLinux.Common.Reporting;
using OpenLinux.Engine.Actions;

namespace OpenLinux.Engine.Reporting;

/// <summary>A reporter that hears of actions too.</summary>
public interface IBuildReporter : IReporter
{
    void ActionStarted(ActionSpec spec);

    void ActionFinished(ActionOutcome outcome);

    /// <summary>Told of every action and by any thread, for who measures: it must take no time.</summary>
    /// <param name="spec">The same object for all phases of one run of an action.</param>
    void ActionEntered(ActionSpec spec, ActionPhase phase)
    {
    }

    /// <summary>A line that a running action printed, on either stream; told by any thread, for who shows it: it must take no time.</summary>
    /// <param name="spec">The same object as for its phases.</param>
    void ActionSaid(ActionSpec spec, string line)
    {
    }
}
