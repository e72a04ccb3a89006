using OpenLinux.Common.Reporting;
using OpenLinux.Engine.Actions;

namespace OpenLinux.Engine.Reporting;

/// <summary>A reporter that hears of actions too.</summary>
public interface IBuildReporter : IReporter
{
    void ActionStarted(ActionSpec spec);

    void ActionFinished(ActionOutcome outcome);
}
