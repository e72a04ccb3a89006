using System.Globalization;

namespace OpenLinux.Bench.Plan;

/// <summary>The plan as tables, for the screen and for docs/remote.md.</summary>
internal static class PlanTables
{
    private const string Start = "<!-- plan: written by UPDATE_GOLDEN=1 ./build.sh --target=Bench --only=plan -->";
    private const string End = "<!-- plan: end -->";

    private static readonly PlanTransport[] Transports = [PlanTransport.Http, PlanTransport.ManyHttp, PlanTransport.Grpc, PlanTransport.Execution];
    private static readonly PlanShare[] Shares = [PlanShare.Cold, PlanShare.Header, PlanShare.Warm];
    private static readonly int[] Workers = [1, 10, 100];
    private static readonly long[] Distances = [1_000, 20_000, 100_000];

    public static string Markdown(PlanParameters parameters)
    {
        var costs = new List<string[]> { (string[])["server", "build", "requests", "sent", "received"] };
        var times = new List<string[]> { (string[])["server", "build", "workers", .. Distances.Select(distance => $"{distance / 1000} ms")] };
        foreach (var transport in Transports)
        {
            foreach (var share in Shares)
            {
                // Where nothing runs, it does not matter how many could run it.
                foreach (var workers in share.Percent == 0 ? Workers[..1] : Workers)
                {
                    var played = Array.ConvertAll(Distances, distance => PlanSimulation.Play(parameters, new PlanScenario(transport, share, workers, distance)));
                    times.Add([transport.Name, share.Name, share.Percent == 0 ? "any" : Number(workers), .. played.Select(outcome => $"{Time(outcome.Time)}, {outcome.Bounds.Largest.Name}")]);
                    if (workers == 10 || share.Percent == 0)
                    {
                        costs.Add([transport.Name, share.Name, Number(played[1].Requests), Bytes(played[1].Up), Bytes(played[1].Down)]);
                    }
                }
            }
        }

        return $"{Table(costs)}\n\n{Table(times)}";
    }

    /// <exception cref="BenchException">The document has no place for them.</exception>
    public static void Write(string document, string tables)
    {
        var text = File.ReadAllText(document);
        var start = text.IndexOf(Start, StringComparison.Ordinal);
        var end = text.IndexOf(End, StringComparison.Ordinal);
        if (start < 0 || end < start)
        {
            throw new BenchException($"{document} has no place for the plan's tables");
        }

        File.WriteAllText(document, $"{text[..(start + Start.Length)]}\n\n{tables}\n\n{text[end..]}");
    }

    private static string Table(List<string[]> rows) =>
        string.Join('\n', rows.Take(1).Append([.. rows[0].Select(_ => "---")]).Concat(rows.Skip(1)).Select(row => $"| {string.Join(" | ", row)} |"));

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Bytes(long bytes) => FormattableString.Invariant($"{bytes / 1e6:N0} MB");

    private static string Time(long microseconds) => microseconds switch
    {
        < 100_000_000 => FormattableString.Invariant($"{microseconds / 1e6:0.0} s"),
        < 6_000_000_000 => FormattableString.Invariant($"{microseconds / 60e6:0} min"),
        _ => FormattableString.Invariant($"{microseconds / 3600e6:0.0} h"),
    };
}
