using System.Reflection;
using Cake.Core;

namespace Cake.Frosting.Internal;

/// <summary>What a task's class says about it.</summary>
internal sealed record TaskDescriptor(string Name, string Description, Type ContextType)
{
    public required IReadOnlyList<Type> Dependencies { get; init; }

    public required bool OverridesRun { get; init; }

    public required bool OverridesShouldRun { get; init; }

    public static TaskDescriptor Of(Type task)
    {
        var name = task.Name;
        var description = string.Empty;
        List<Type> dependencies = [];

        // One pass: each reflective query for a single attribute type would decode all of them again.
        foreach (var attribute in task.GetCustomAttributes(inherit: true))
        {
            switch (attribute)
            {
                case TaskNameAttribute named:
                    name = named.Name;
                    break;
                case TaskDescriptionAttribute described:
                    description = described.Description;
                    break;
                case IsDependentOnAttribute dependent:
                    dependencies.Add(dependent.Task);
                    break;
            }
        }

        var context = ContextOf(task);
        return new TaskDescriptor(name, description, context)
        {
            Dependencies = dependencies,
            OverridesRun = Overrides(task, nameof(IFrostingTask.RunAsync), context),
            OverridesShouldRun = Overrides(task, nameof(IFrostingTask.ShouldRun), context),
        };
    }

    public static string NameOf(Type task) => task.GetCustomAttribute<TaskNameAttribute>()?.Name ?? task.Name;

    private static Type ContextOf(Type task)
    {
        for (var type = task.BaseType; type is not null; type = type.BaseType)
        {
            if (type.IsConstructedGenericType && type.GetGenericTypeDefinition() == typeof(AsyncFrostingTask<>))
            {
                return type.GenericTypeArguments[0];
            }
        }

        throw new CakeException($"The task '{NameOf(task)}' does not derive from AsyncFrostingTask.");
    }

    private static bool Overrides(Type task, string method, Type context) =>
        task.GetMethod(method, [context]) is { } found && found.GetBaseDefinition().DeclaringType != found.DeclaringType;
}
