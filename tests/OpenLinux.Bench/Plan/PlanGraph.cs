namespace OpenLinux.Bench.Plan;

/// <summary>
/// Actions that wait for others: components of compiles, a link and a strip, in levels. A component's compiles wait for the link of one in the
/// level before. The same for the same parameters.
/// </summary>
internal sealed class PlanGraph
{
    private const int Seed = 12;

    public PlanGraph(PlanParameters parameters, PlanShare runs)
    {
        var random = new Random(Seed);
        var size = parameters.CompilesPerComponent + 2;
        var components = Math.Max(1, parameters.Actions / size);
        var perLevel = Math.Max(1, (components + parameters.Levels - 1) / parameters.Levels);
        var links = new List<PlanAction>();
        for (var component = 0; component < components; component++)
        {
            var level = component / perLevel;
            var before = level == 0 ? null : links[((level - 1) * perLevel) + random.Next(perLevel)];
            var ran = random.Next(100) < runs.Percent;
            var compiles = Enumerable.Range(0, parameters.CompilesPerComponent).Select(_ => new PlanAction(PlanKind.Compile, ran, before is null ? [] : [before])).ToList();
            var link = new PlanAction(PlanKind.Link, ran, compiles);
            links.Add(link);
            Actions.AddRange([.. compiles, link, new PlanAction(PlanKind.Strip, ran, [link])]);
        }

        foreach (var action in Actions)
        {
            foreach (var dependency in action.Needs)
            {
                dependency.NeededBy.Add(action);
            }
        }
    }

    /// <summary>Each after those that it needs.</summary>
    public List<PlanAction> Actions { get; } = [];
}

internal enum PlanKind
{
    Compile,
    Link,
    Strip,
}

/// <param name="kind">What it is.</param>
/// <param name="runs">Whether it is not in the cache.</param>
/// <param name="needs">What it waits for.</param>
internal sealed class PlanAction(PlanKind kind, bool runs, IReadOnlyList<PlanAction> needs)
{
    public PlanKind Kind { get; } = kind;

    public bool Runs { get; } = runs;

    public IReadOnlyList<PlanAction> Needs { get; } = needs;

    public List<PlanAction> NeededBy { get; } = [];

    /// <summary>Of those that it needs, how many are not done.</summary>
    public int Waiting { get; set; }

    /// <summary>A compile is looked up by what is known of its headers first.</summary>
    public int Lookups => Kind == PlanKind.Compile ? 2 : 1;
}
