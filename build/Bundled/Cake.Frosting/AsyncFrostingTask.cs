using Cake.Core;

namespace Cake.Frosting;

/// <summary>A task as the engine sees it, whatever its context type; derive from <see cref="AsyncFrostingTask{T}"/>.</summary>
public interface IFrostingTask
{
    Task RunAsync(ICakeContext context);

    bool ShouldRun(ICakeContext context);

    /// <summary>Shown for a task whose <see cref="ShouldRun"/> said no.</summary>
    string SkippedMessage => string.Empty;
}

/// <summary>A task; the next one starts when its work has ended.</summary>
public abstract class AsyncFrostingTask<T> : IFrostingTask
    where T : ICakeContext
{
    public virtual Task RunAsync(T context) => Task.CompletedTask;

    public virtual bool ShouldRun(T context) => true;

    Task IFrostingTask.RunAsync(ICakeContext context) => RunAsync((T)context);

    bool IFrostingTask.ShouldRun(ICakeContext context) => ShouldRun((T)context);
}
