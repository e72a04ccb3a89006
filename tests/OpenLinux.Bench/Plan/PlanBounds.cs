namespace OpenLinux.Bench.Plan;

/// <summary>What no build can be faster than, each in microseconds.</summary>
/// <param name="Host">The host's cores do nothing else.</param>
/// <param name="Requests">So many are in flight all the time.</param>
/// <param name="Bandwidth">The line is never idle.</param>
/// <param name="Workers">All of them run actions all the time.</param>
/// <param name="Depth">The longest way through the actions, where nothing waits for anything else.</param>
internal sealed record PlanBounds(long Host, long Requests, long Bandwidth, long Workers, long Depth)
{
    public (string Name, long Time) Largest
    {
        get
        {
            (string Name, long Time)[] all =
            [
                ("host", Host), ("requests in flight", Requests), ("bandwidth", Bandwidth), ("workers", Workers), ("depth", Depth),
            ];
            return all.MaxBy(bound => bound.Time);
        }
    }

    public static PlanBounds Of(PlanParameters parameters, PlanScenario scenario, PlanGraph graph, PlanNetwork network)
    {
        long ran = graph.Actions.Count(action => action.Runs);
        var calls = scenario.Transport.Executes ? ran : 0;
        return new PlanBounds(
            graph.Actions.Count * parameters.Host / parameters.HostCores,
            (network.Requests - calls) * scenario.RoundTrip / scenario.Transport.InFlight,
            (Math.Max(network.Up, network.Down) / parameters.Bandwidth) - network.Requests,
            ran * parameters.Run / scenario.Workers,
            DepthOf(parameters, scenario, graph));
    }

    private static long DepthOf(PlanParameters parameters, PlanScenario scenario, PlanGraph graph)
    {
        var ends = new Dictionary<PlanAction, long>();
        foreach (var action in graph.Actions)
        {
            var start = action.Needs.Count == 0 ? 0 : action.Needs.Max(needed => ends[needed]);
            var remote = scenario.Transport.Executes ? 3 * scenario.RoundTrip : 0;
            ends[action] = start + parameters.Host + (action.Lookups * scenario.RoundTrip) + (action.Runs ? parameters.Run + remote : 0);
        }

        return ends.Values.Max();
    }
}
