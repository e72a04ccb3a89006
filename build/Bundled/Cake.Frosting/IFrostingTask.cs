using Cake.Core;

namespace Cake.Frosting;

/// <summary>A task as the engine sees it, whatever its context type; derive from <see cref="FrostingTask{T}"/> or <see cref="AsyncFrostingTask{T}"/>.</summary>
public interface IFrostingTask
{
    Task RunAsync(ICakeContext context);

    bool ShouldRun(ICakeContext context);

    /// <summary>Shown for a task whose <see cref="ShouldRun"/> said no.</summary>
    string SkippedMessage => string.Empty;

    /// <summary>Called only where the task overrides it; the failure then ends here unless it rethrows.</summary>
    void OnError(Exception exception, ICakeContext context);

    void Finally(ICakeContext context);
}
