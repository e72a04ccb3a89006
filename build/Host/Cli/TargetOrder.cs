namespace OpenLinux.Host.Cli;

/// <summary>
/// One order of several targets for every Cake: each after what it depends on, else by name, and none that another one brings along.
/// Cake 7 takes them so wherever they stand on the command line; Cake 6 takes them as they stand, and shared tasks once for each.
/// </summary>
internal static class TargetOrder
{
    /// <param name="targets">Names as they are registered.</param>
    /// <param name="exclusive">Whether they run without what they depend on, so that none brings another along.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> targets, bool exclusive)
    {
        if (targets.Count == 1)
        {
            return targets;
        }

        var dependencies = TaskCatalog.DependenciesOf(targets);
        var named = exclusive ? targets : targets.Except(dependencies);
        return [.. Schedule(dependencies.Union(targets)).Where(named.Contains)];
    }

    private static List<string> Schedule(IEnumerable<string> tasks)
    {
        var waiting = TaskCatalog.Names.Intersect(tasks).ToList();
        List<string> order = [];
        while (waiting.Find(task => TaskCatalog.DependenciesOf([task]).All(order.Contains)) is { } next)
        {
            waiting.Remove(next);
            order.Add(next);
        }

        return order;
    }
}
