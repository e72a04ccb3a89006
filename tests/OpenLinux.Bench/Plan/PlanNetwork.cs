namespace OpenLinux.Bench.Plan;

/// <summary>Requests to the server: so many at a time, over one line, at a distance.</summary>
internal sealed class PlanNetwork(PlanClock clock, PlanParameters parameters, PlanScenario scenario)
{
    private readonly PlanPool inFlight = new(clock, scenario.Transport.InFlight);
    private readonly PlanPool up = new(clock, 1);
    private readonly PlanPool down = new(clock, 1);

    private readonly List<PlanBlobs> batch = [];

    public long Requests { get; private set; }

    public long Up { get; private set; }

    public long Down { get; private set; }

    /// <summary>Bytes of headers, of a request and of its answer each.</summary>
    public long Headers => scenario.Transport.Batches ? parameters.GrpcHeaders : parameters.HttpHeaders;

    public void Ask(long sent, long received, Action then) => inFlight.Take(() => Send(sent, () => Receive(received, () =>
    {
        inFlight.Return();
        then();
    })));

    /// <summary>A call that stays open while the server works, for which streams are opened as needed.</summary>
    /// <param name="work">At the server; calls what it is given when it is done.</param>
    public void Call(long sent, long received, Action<Action> work, Action then) =>
        Send(sent, () => work(() => Receive(received, then)));

    /// <summary>Asks which of an action's blobs the server lacks, and sends those; together with other actions'.</summary>
    /// <param name="digests">How many it asks about.</param>
    /// <param name="bytes">Of those that are not there.</param>
    public void Bring(long digests, long bytes, Action then)
    {
        batch.Add(new PlanBlobs(digests, bytes, then));
        if (batch.Count == 1)
        {
            clock.After(parameters.BatchWindow, Flush);
        }
    }

    private void Flush()
    {
        PlanBlobs[] all = [.. batch];
        batch.Clear();
        foreach (var part in Parts(all))
        {
            Ask(part.Sum(item => item.Digests) * parameters.DigestBytes, part.Length * parameters.DigestBytes, () => Ask(
                part.Sum(item => item.Bytes),
                part.Length * parameters.DigestBytes,
                () => Array.ForEach(part, item => item.Then())));
        }
    }

    private IEnumerable<PlanBlobs[]> Parts(PlanBlobs[] all)
    {
        var start = 0;
        long bytes = 0;
        for (var index = 0; index < all.Length; index++)
        {
            var more = Math.Max(all[index].Bytes, all[index].Digests * parameters.DigestBytes);
            if (index > start && bytes + more > parameters.BatchBytes)
            {
                yield return all[start..index];
                (start, bytes) = (index, 0);
            }

            bytes += more;
        }

        yield return all[start..];
    }

    private void Send(long bytes, Action then)
    {
        Requests++;
        Up += bytes + Headers;
        up.Use(TimeOf(bytes + Headers), () => clock.After(scenario.RoundTrip / 2, then));
    }

    private void Receive(long bytes, Action then)
    {
        Down += bytes + Headers;
        clock.After(scenario.RoundTrip - (scenario.RoundTrip / 2), () => down.Use(TimeOf(bytes + Headers), then));
    }

    private long TimeOf(long bytes) => bytes / parameters.Bandwidth;

    private sealed record PlanBlobs(long Digests, long Bytes, Action Then);
}
