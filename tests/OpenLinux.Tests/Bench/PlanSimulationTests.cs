using OpenLinux.Bench.Plan;

namespace OpenLinux.Tests.Bench;

/// <summary>The simulation behind the plan in docs/remote.md, held against what can be worked out by hand.</summary>
public sealed class PlanSimulationTests
{
    private const int Components = 20;
    private const int Compiles = 4;
    private const int Actions = Components * (Compiles + 2);

    /// <summary>Nothing costs anything but what a test gives a price.</summary>
    private static readonly PlanParameters Free = new()
    {
        Actions = Actions,
        Levels = 1,
        CompilesPerComponent = Compiles,
        Run = 0,
        Host = 0,
        Bandwidth = long.MaxValue,
        BatchWindow = 0,
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Without_distance_workers_are_all_that_counts(int workers) =>
        Play(Free with { Run = 1000 }, PlanTransport.Execution, PlanShare.Cold, workers, roundTrip: 0).Time.Should().Be(Actions * 1000 / workers);

    [Theory]
    [InlineData(1, 3)]
    [InlineData(5, 11)]
    public void With_workers_without_end_the_longest_way_is_all_that_counts(int levels, int steps)
    {
        // A compile and a link a level, and a strip. Each takes a round trip to be looked up, a compile one more, two to bring what the server lacks, one to
        // run; the last one's result is sent in three.
        var played = Play(Free with { Levels = levels, Run = 1000 }, PlanTransport.Execution with { InFlight = 100_000 }, PlanShare.Cold, workers: 100_000, roundTrip: 100);

        played.Time.Should().Be((steps * (1000 + 100 + 300)) + (levels * 100) + 300);
    }

    [Fact]
    public void In_a_warm_build_over_few_connections_requests_are_all_that_counts()
    {
        var played = Play(Free, PlanTransport.Http with { InFlight = 1 }, PlanShare.Warm, workers: 1, roundTrip: 100);

        played.Requests.Should().Be(Components * ((2 * Compiles) + 2));
        played.Time.Should().Be(played.Requests * 100);
    }

    [Fact]
    public void Over_a_thin_line_bytes_are_all_that_counts()
    {
        var played = Play(Free with { Bandwidth = 1, HttpHeaders = 0, Object = 5000, Program = 7000 }, PlanTransport.Http with { InFlight = 1 }, PlanShare.Cold, workers: 1000, roundTrip: 0);

        // Contents, results with the headers that compiles read, and what is asked for.
        played.Up.Should().Be(Components * ((Compiles * (5000 + 786 + 144)) + (2 * (7000 + 87 + 72))));
        played.Time.Should().Be(played.Up);
    }

    [Fact]
    public void The_host_alone_bounds_what_is_near_and_known() =>
        Play(Free with { Host = 1000, HostCores = 4 }, PlanTransport.Grpc, PlanShare.Warm, workers: 1, roundTrip: 0).Time.Should().Be(Actions * 1000 / 4);

    [Fact]
    public void What_several_lack_goes_in_one_message()
    {
        var single = Play(Free with { BatchBytes = 1 }, PlanTransport.Execution, PlanShare.Cold, workers: 1, roundTrip: 100);
        var batched = Play(Free, PlanTransport.Execution, PlanShare.Cold, workers: 1, roundTrip: 100);

        // Look-ups and as many results, two messages that bring, one that runs, two for the result's messages.
        single.Requests.Should().Be((Components * ((2 * Compiles) + 2) * 2) + (Actions * 5));
        batched.Requests.Should().BeLessThan(single.Requests - Actions);
    }

    public static TheoryData<int, int, long> Scenarios
    {
        get
        {
            var scenarios = new TheoryData<int, int, long>();
            for (var transport = 0; transport < 4; transport++)
            {
                foreach (var percent in (int[])[0, 10, 100])
                {
                    scenarios.Add(transport, percent, 1000);
                    scenarios.Add(transport, percent, 100_000);
                }
            }

            return scenarios;
        }
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void No_build_is_faster_than_its_bounds_and_each_is_the_same_again(int transport, int percent, long roundTrip)
    {
        PlanTransport[] transports = [PlanTransport.Http, PlanTransport.ManyHttp, PlanTransport.Grpc, PlanTransport.Execution];
        var parameters = PlanParameters.Measured with { Actions = 2200, Levels = 4 };

        var played = Play(parameters, transports[transport], new PlanShare("", percent), workers: 10, roundTrip);

        played.Time.Should().BeGreaterThanOrEqualTo(played.Bounds.Largest.Time);
        Play(parameters, transports[transport], new PlanShare("", percent), workers: 10, roundTrip).Should().Be(played);
    }

    private static PlanOutcome Play(PlanParameters parameters, PlanTransport transport, PlanShare share, int workers, long roundTrip) =>
        PlanSimulation.Play(parameters, new PlanScenario(transport, share, workers, roundTrip));
}
