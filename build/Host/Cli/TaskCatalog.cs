using System.Reflection;
using Cake.Frosting;
using OpenLinux.Common.Errors;
using OpenLinux.Common.Text;
using OpenLinux.Host.Errors;
using OpenLinux.Machine.Prerequisites;

namespace OpenLinux.Host.Cli;

/// <summary>The tasks of this host: their names, and what each needs of the machine, by itself and through what it depends on.</summary>
internal static class TaskCatalog
{
    private static readonly Lazy<Dictionary<string, Type>> Tasks = new(() => typeof(TaskCatalog).Assembly.GetTypes()
        .Where(type => type is { IsAbstract: false, IsPublic: true } && typeof(IFrostingTask).IsAssignableFrom(type))
        .OrderBy(type => type.Name, StringComparer.Ordinal)
        .ToDictionary(NameOf, StringComparer.OrdinalIgnoreCase));

    public static IEnumerable<string> Names => Tasks.Value.Keys;

    /// <summary>Whether there is a task of that name, however it is written.</summary>
    public static bool Contains(string name) => Tasks.Value.ContainsKey(name);

    /// <returns>The task's name as it is registered.</returns>
    /// <exception cref="BuildException">There is no such task; the nearest is named.</exception>
    public static string NameOf(string target)
    {
        if (Tasks.Value.TryGetValue(target, out var type))
        {
            return NameOf(type);
        }

        var nearest = Nearest.To(target, Names);
        throw new BuildException(
            HostErrors.UnknownTarget,
            target,
            nearest is null ? "There is no such target." : $"There is no such target; the nearest is {nearest}.",
            $"One of: {string.Join(", ", Names)}.");
    }

    /// <summary>The task itself, for who does it without Cake.</summary>
    /// <param name="name">As it is registered.</param>
    public static IFrostingTask Make(string name) => (IFrostingTask)Activator.CreateInstance(Tasks.Value[name])!;

    /// <param name="name">As it is registered.</param>
    public static string DescriptionOf(string name) => Tasks.Value[name].GetCustomAttribute<TaskDescriptionAttribute>()!.Description;

    /// <summary>What the targets need, with what they depend on unless <paramref name="exclusive"/>.</summary>
    public static (Needs Machine, bool Checkout) NeedsOf(IEnumerable<string> targets, bool exclusive)
    {
        var machine = Needs.None;
        var checkout = false;
        foreach (var task in RunBy(targets, exclusive))
        {
            if (Tasks.Value[task].GetCustomAttribute<NeedsAttribute>() is { } needs)
            {
                machine |= needs.Needs;
                checkout |= needs.Checkout;
            }
        }

        return (machine, checkout);
    }

    /// <summary>The targets, and what they depend on unless <paramref name="exclusive"/>.</summary>
    public static IEnumerable<string> RunBy(IEnumerable<string> targets, bool exclusive) =>
        exclusive ? targets : targets.Union(DependenciesOf(targets));

    /// <summary>What the targets depend on, directly or not.</summary>
    public static IReadOnlySet<string> DependenciesOf(IEnumerable<string> targets)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var queue = new Queue<string>(targets);
        while (queue.TryDequeue(out var task))
        {
            foreach (var dependency in Tasks.Value[task].GetCustomAttributes<IsDependentOnAttribute>())
            {
                var name = NameOf(dependency.Task);
                if (found.Add(name))
                {
                    queue.Enqueue(name);
                }
            }
        }

        return found;
    }

    private static string NameOf(Type task) => task.GetCustomAttribute<TaskNameAttribute>()!.Name;
}
