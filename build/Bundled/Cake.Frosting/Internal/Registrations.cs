using Cake.Core;
using Cake.Core.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Internal;

/// <summary>Tells the engine of the host's tasks and of what surrounds them.</summary>
internal static class Registrations
{
    public static void Tasks(IServiceProvider provider, ICakeEngine engine, IFrostingContext context)
    {
        var log = provider.GetRequiredService<ICakeLog>();
        foreach (var task in provider.GetServices<IFrostingTask>())
        {
            var description = TaskDescriptor.Of(task.GetType());
            if (description.ContextType.IsInstanceOfType(context))
            {
                Register(engine.RegisterTask(description.Name), task, description);
            }
            else
            {
                log.Warning("Task '{0}' cannot be used since the context isn't convertible to {1}.", description.Name, description.ContextType.FullName);
            }
        }
    }

    public static void Lifetimes(IServiceProvider provider, ICakeEngine engine, IFrostingContext context)
    {
        if (provider.GetService<IFrostingLifetime>() is { } lifetime)
        {
            engine.RegisterSetupAction(info => lifetime.Setup(context, info));
            engine.RegisterTeardownAction(info => lifetime.Teardown(context, info));
        }

        if (provider.GetService<IFrostingTaskLifetime>() is { } taskLifetime)
        {
            engine.RegisterTaskSetupAction(info => taskLifetime.Setup(context, info));
            engine.RegisterTaskTeardownAction(info => taskLifetime.Teardown(context, info));
        }
    }

    /// <summary>What a task does not override is not registered: the engine tells a task that does nothing from one that ran.</summary>
    private static void Register(CakeTaskBuilder builder, IFrostingTask task, TaskDescriptor descriptor)
    {
        builder.Description(descriptor.Description);
        if (descriptor.OverridesRun)
        {
            builder.Does(task.RunAsync);
        }

        if (descriptor.OverridesShouldRun)
        {
            builder.WithCriteria(task.ShouldRun, task.SkippedMessage);
        }

        foreach (var dependency in descriptor.Dependencies)
        {
            builder.IsDependentOn(TaskDescriptor.NameOf(dependency));
        }
    }
}
