using Cake.Core;
using Cake.Core.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Internal;

/// <summary>Tells the engine of each task, its dependencies and the steps it overrides; a step that is not overridden must not be registered,
/// since an empty error handler would swallow the failure.</summary>
internal static class TaskRegistration
{
    public static void Register(IServiceProvider provider, ICakeEngine engine)
    {
        var context = provider.GetRequiredService<IFrostingContext>();
        var log = provider.GetRequiredService<ICakeLog>();
        foreach (var task in provider.GetServices<IFrostingTask>())
        {
            var description = TaskDescriptor.Of(task.GetType());
            if (description.ContextType.IsInstanceOfType(context))
            {
                Register(engine.RegisterTask(description.Name), task, description, context);
            }
            else
            {
                log.Warning("Task '{0}' cannot be used since the context isn't convertible to {1}.", description.Name, description.ContextType.FullName);
            }
        }
    }

    private static void Register(CakeTaskBuilder builder, IFrostingTask task, TaskDescriptor descriptor, IFrostingContext context)
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

        if (descriptor.ContinuesOnError)
        {
            builder.ContinueOnError();
        }

        if (descriptor.OverridesOnError)
        {
            builder.OnError(exception => task.OnError(exception, context));
        }

        if (descriptor.OverridesFinally)
        {
            builder.Finally(() => task.Finally(context));
        }

        foreach (var dependency in descriptor.Dependencies)
        {
            builder.IsDependentOn(TaskDescriptor.NameOf(dependency));
        }

        foreach (var dependee in descriptor.Dependees)
        {
            builder.IsDependeeOf(TaskDescriptor.NameOf(dependee));
        }
    }
}
