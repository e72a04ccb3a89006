namespace OpenLinux.Bench.Plan;

/// <summary>A build at some distance from its server.</summary>
/// <param name="Transport">How it talks to the server.</param>
/// <param name="Runs">Which of the actions run; the others are answered from the cache.</param>
/// <param name="Workers">Cores that run actions: the machine's own, or the cluster's where <see cref="PlanTransport.Executes"/>.</param>
/// <param name="RoundTrip">In microseconds.</param>
internal sealed record PlanScenario(PlanTransport Transport, PlanShare Runs, int Workers, long RoundTrip);

/// <param name="InFlight">How many requests at a time.</param>
/// <param name="Batches">Whether what several actions ask for goes in one message.</param>
/// <param name="Executes">Whether the server runs the actions as well.</param>
internal sealed record PlanTransport(string Name, int InFlight, bool Batches, bool Executes)
{
    public static readonly PlanTransport Http = new("HTTP/1.1, 6 connections", 6, Batches: false, Executes: false);

    public static readonly PlanTransport ManyHttp = new("HTTP/1.1, 64 connections", 64, Batches: false, Executes: false);

    /// <summary>A hundred streams on each of ten connections: most servers take no more on one.</summary>
    public static readonly PlanTransport Grpc = new("gRPC cache", 1000, Batches: true, Executes: false);

    public static readonly PlanTransport Execution = new("gRPC execution", 1000, Batches: true, Executes: true);
}

/// <param name="Percent">Of the components, whose actions all run.</param>
internal sealed record PlanShare(string Name, int Percent)
{
    public static readonly PlanShare Cold = new("cold", 100);

    public static readonly PlanShare Header = new("one header changed", 10);

    public static readonly PlanShare Warm = new("warm", 0);
}
