using System.Reflection;
using Cake.Core;

namespace Cake.Frosting.Internal;

/// <summary>What a task's class says about it.</summary>
internal sealed record TaskDescriptor(string Name, string Description, Type ContextType, bool ContinuesOnError)
{
    public required IReadOnlyList<Type> Dependencies { get; init; }

    public required IReadOnlyList<Type> Dependees { get; init; }

    public required bool OverridesRun { get; init; }

    public required bool OverridesShouldRun { get; init; }

    public required bool OverridesOnError { get; init; }

    public required bool OverridesFinally { get; init; }

    public static TaskDescriptor Of(Type task)
    {
        var name = task.Name;
        var description = string.Empty;
        var continues = false;
        List<Type> dependencies = [];
        List<Type> dependees = [];

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
                case ContinueOnErrorAttribute:
                    continues = true;
                    break;
                case IsDependentOnAttribute dependent:
                    dependencies.Add(TaskType(dependent.Task, "dependency"));
                    break;
                case IsDependeeOfAttribute dependee:
                    dependees.Add(TaskType(dependee.Task, "reverse dependency"));
                    break;
            }
        }

        var (runMethod, context) = Shape(task);
        return new TaskDescriptor(name, description, context, continues)
        {
            Dependencies = dependencies,
            Dependees = dependees,
            OverridesRun = Overrides(task, runMethod, context),
            OverridesShouldRun = Overrides(task, nameof(IFrostingTask.ShouldRun), context),
            OverridesOnError = Overrides(task, nameof(IFrostingTask.OnError), typeof(Exception), context),
            OverridesFinally = Overrides(task, nameof(IFrostingTask.Finally), context),
        };
    }

    public static string NameOf(Type task) => task.GetCustomAttribute<TaskNameAttribute>()?.Name ?? task.Name;

    private static Type TaskType(Type type, string role) => type.IsAssignableTo(typeof(IFrostingTask))
        ? type
        : throw new FrostingException($"The {role} '{NameOf(type)}' is not a valid task.");

    private static (string RunMethod, Type Context) Shape(Type task)
    {
        for (var type = task.BaseType; type is not null; type = type.BaseType)
        {
            if (!type.IsConstructedGenericType)
            {
                continue;
            }

            var definition = type.GetGenericTypeDefinition();
            if (definition == typeof(FrostingTask<>))
            {
                return (nameof(FrostingTask<ICakeContext>.Run), type.GenericTypeArguments[0]);
            }

            if (definition == typeof(AsyncFrostingTask<>))
            {
                return (nameof(IFrostingTask.RunAsync), type.GenericTypeArguments[0]);
            }
        }

        throw new FrostingException($"The task '{NameOf(task)}' derives neither from FrostingTask nor from AsyncFrostingTask.");
    }

    private static bool Overrides(Type task, string method, params Type[] parameters) =>
        task.GetMethod(method, parameters) is { } found && found.GetBaseDefinition().DeclaringType != found.DeclaringType;
}
