namespace OpenLinux.Bench.Plan;

/// <summary>
/// Plays a build through, event by event. An action whose needs are done takes the host's time, is looked up, and where it is not known runs: on a
/// core of the machine, and what it made is sent beside the build; or at the server, which is sent before what it lacks. In both cases the result
/// is sent under the key that it is looked up by. What the server has is not fetched, but for the library that a local link needs. The server itself takes no time.
/// </summary>
internal sealed class PlanSimulation
{
    private readonly PlanClock clock = new();
    private readonly PlanParameters parameters;
    private readonly PlanScenario scenario;
    private readonly PlanNetwork network;
    private readonly PlanPool host;
    private readonly PlanPool workers;

    private PlanSimulation(PlanParameters parameters, PlanScenario scenario)
    {
        (this.parameters, this.scenario) = (parameters, scenario);
        network = new PlanNetwork(clock, parameters, scenario);
        host = new PlanPool(clock, parameters.HostCores);
        workers = new PlanPool(clock, scenario.Workers);
    }

    public static PlanOutcome Play(PlanParameters parameters, PlanScenario scenario)
    {
        var graph = new PlanGraph(parameters, scenario.Runs);
        var simulation = new PlanSimulation(parameters, scenario);
        foreach (var action in graph.Actions)
        {
            action.Waiting = action.Needs.Count;
        }

        foreach (var action in graph.Actions.Where(action => action.Waiting == 0))
        {
            simulation.Begin(action);
        }

        simulation.clock.Run();
        var network = simulation.network;
        return new PlanOutcome(simulation.clock.Now, network.Requests, network.Up, network.Down, PlanBounds.Of(parameters, scenario, graph, network));
    }

    private void Begin(PlanAction action) => host.Use(parameters.Host, () => LookUp(action, action.Lookups));

    private void LookUp(PlanAction action, int left)
    {
        if (left == 0)
        {
            Settle(action);
            return;
        }

        var answer = left == 2 ? parameters.HeaderSet : parameters.Result;
        network.Ask(parameters.DigestBytes, action.Runs ? 0 : answer, () => LookUp(action, left - 1));
    }

    private void Settle(PlanAction action)
    {
        if (!action.Runs)
        {
            Done(action);
        }
        else if (scenario.Transport.Executes)
        {
            network.Bring(parameters.Digests, parameters.NewInputs, () => network.Call(
                parameters.DigestBytes, parameters.Result, done => workers.Use(parameters.Run, done), () => DoneAndShared(action)));
        }
        else
        {
            Fetch(action, () => workers.Use(parameters.Run, () => DoneAndShared(action)));
        }
    }

    /// <summary>A library that a cached link made is not here yet.</summary>
    private void Fetch(PlanAction action, Action then)
    {
        if (action.Kind == PlanKind.Link && action.Needs[0].Needs is [{ Runs: false }])
        {
            network.Ask(parameters.DigestBytes, parameters.Program, then);
        }
        else
        {
            then();
        }
    }

    private void DoneAndShared(PlanAction action)
    {
        Done(action);
        Share(action);
    }

    /// <summary>Content, and for the API's servers the messages of what the result is of, before the result; what a worker made is there.</summary>
    private void Share(PlanAction action)
    {
        var made = scenario.Transport.Executes ? 0 : action.Kind == PlanKind.Compile ? parameters.Object : parameters.Program;
        var results = action.Kind == PlanKind.Compile ? parameters.Result + parameters.HeaderSet : parameters.Result;
        if (scenario.Transport.Batches)
        {
            network.Bring(1 + (2 * action.Lookups), made + (action.Lookups * parameters.Messages), () => ShareResults(action.Lookups, results / action.Lookups));
        }
        else
        {
            network.Ask(0, 0, () => network.Ask(made, 0, () => ShareResults(action.Lookups, results / action.Lookups)));
        }
    }

    private void ShareResults(int count, long bytes)
    {
        for (var result = 0; result < count; result++)
        {
            network.Ask(bytes, 0, () => { });
        }
    }

    private void Done(PlanAction action)
    {
        foreach (var next in action.NeededBy)
        {
            if (--next.Waiting == 0)
            {
                Begin(next);
            }
        }
    }
}

/// <param name="Time">Microseconds until all is done and sent.</param>
/// <param name="Up">Bytes to the server, with headers.</param>
/// <param name="Down">Bytes from the server, with headers.</param>
internal sealed record PlanOutcome(long Time, long Requests, long Up, long Down, PlanBounds Bounds);
