using System.Text.Json;
using OpenLinux.Common.Errors;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Building;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Execution;
using OpenLinux.Engine.Reporting;
using OpenLinux.Host.Profiling;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Engine;
using OpenLinux.TestKit.Host;

namespace OpenLinux.Tests.Host;

/// <summary>--profile, of real actions.</summary>
public sealed class ProfileTests : IDisposable
{
    private static readonly ActionPhase[] OfOneThatRan = [ActionPhase.Lookup, ActionPhase.Stage, ActionPhase.Queue, ActionPhase.Stage, ActionPhase.Run, ActionPhase.Store];

    private readonly Workshop workshop = new();

    [Fact]
    public async Task An_action_that_ran_went_through_every_phase_without_a_gap()
    {
        var build = await ProfileAsync(engine => engine.RunAsync(Step("one", "echo 1 > one"), Token));

        var action = build.Actions.Should().ContainSingle().Subject;
        action.Result.Should().Be("ran");
        action.Phases.Select(span => span.Phase).Should().Equal(OfOneThatRan);
        action.Phases.Zip(action.Phases.Skip(1)).Should().NotBeEmpty().And.OnlyContain(pair => pair.First.End == pair.Second.Start);
    }

    [Fact]
    public async Task A_hit_is_told_as_one_and_held_no_slot()
    {
        await ProfileAsync(engine => engine.RunAsync(Step("one", "echo 1 > one"), Token));

        var build = await ProfileAsync(engine => engine.RunAsync(Step("one", "echo 1 > one"), Token));

        build.Actions.Should().ContainSingle().Which.Work().Should().BeEmpty();
        ProfiledEngine.Trace(build).Should().ContainSingle(entry => IsResult(entry, "hit"));
        ProfileSummary.Of(build).Should().Contain("  Shell: 1 of 1 were hits");
    }

    [Fact]
    public async Task Lanes_do_not_overlap_and_phases_fill_their_action()
    {
        var build = await ProfileAsync(engine => SideBySide.RunAsync(
            Enumerable.Range(0, 8).Select(number => (Func<CancellationToken, Task<ActionOutcome>>)(token =>
                engine.RunAsync(Step($"out{number}", $"sleep 0.02; echo {number} > out{number}"), token))),
            Token));

        var events = ProfiledEngine.Trace(build).Where(entry => Kind(entry) == "X").ToList();
        var actions = events.Where(entry => Category(entry) != "phase").ToList();
        actions.Should().HaveCount(8);
        foreach (var lane in actions.GroupBy(Lane))
        {
            lane.OrderBy(Start).Zip(lane.OrderBy(Start).Skip(1)).Should().NotContain(pair => End(pair.First) > Start(pair.Second));
        }

        foreach (var action in actions)
        {
            var phases = events.Where(entry => Category(entry) == "phase" && Lane(entry) == Lane(action) && Start(entry) >= Start(action) && End(entry) <= End(action)).ToList();
            phases.Select(Name).Should().Equal("stage", "run", "store");
            phases.Sum(entry => End(entry) - Start(entry)).Should().Be(End(action) - Start(action));
        }
    }

    [Fact]
    public async Task What_waited_for_a_slot_is_told_from_its_beginning_to_its_end()
    {
        var build = await ProfileAsync(engine => engine.RunAsync(Step("one", "echo 1 > one"), Token));

        var waits = ProfiledEngine.Trace(build).Where(entry => Kind(entry) is "b" or "e").ToList();

        waits.Select(entry => $"{Kind(entry)} {Name(entry)}").Should().Equal("b lookup", "e lookup", "b stage", "e stage", "b queue", "e queue");
    }

    [Fact]
    public async Task The_critical_path_is_the_chain_that_took_longest()
    {
        var build = await ProfileAsync(async engine =>
        {
            var (first, second) = (Step("first", "sleep 0.15; echo 1 > first"), Step("second", "echo 2 > second"));
            var made = await SideBySide.RunAsync<ActionOutcome>([token => engine.RunAsync(first, token), token => engine.RunAsync(second, token)], Token);
            await engine.RunAsync(Step("last", "cat first second > last", made[0].Outputs, made[1].Outputs), Token);
            return await engine.RunAsync(Step("aside", "cat second > aside", made[1].Outputs), Token);
        });

        CriticalPath.Of(build.Actions).Actions.Select(action => action.Spec.Label).Should().Equal("first", "last");
    }

    [Fact]
    public async Task A_folder_that_actions_share_is_read_like_its_files()
    {
        var build = await ProfileAsync(async engine =>
        {
            var made = await engine.RunAsync(Step("first", "echo 1 > first"), Token);
            var shared = FileTree.Empty.With("shared", SubtreeNode.Of(made.Outputs));
            return await engine.RunAsync(Step("last", "cat shared/first > last", shared), Token);
        });

        CriticalPath.Of(build.Actions).Actions.Select(action => action.Spec.Label).Should().Equal("first", "last");
    }

    [Fact]
    public void Waiting_for_a_slot_makes_no_path_critical()
    {
        var (waited, worked) = (Made("waited", queue: 10, run: 1), Made("worked", queue: 0, run: 2));

        var path = CriticalPath.Of([waited, worked]);

        path.Actions.Should().Equal(worked);
        path.Length.Should().Be(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void Parallelism_counts_the_time_in_which_something_ran()
    {
        var (average, most) = ProfileSummary.Parallelism([Made("a", queue: 0, run: 4), Made("b", queue: 2, run: 2), Made("c", queue: 9, run: 1)])!.Value;

        average.Should().BeApproximately(7.0 / 5, 0.001);
        most.Should().Be(2);
    }

    [Fact]
    public async Task One_that_fails_is_in_it_and_the_trace_is_whole()
    {
        var build = await ProfileAsync(async engine =>
        {
            await engine.RunAsync(Step("one", "echo 1 > one"), Token);
            await engine.Invoking(it => it.RunAsync(Step("two", "exit 3"), Token)).Should().ThrowAsync<ActionFailedException>();
            return 0;
        });

        build.Actions.Select(action => action.Result).Should().Equal("ran", "ended");
        ProfiledEngine.Trace(build).Should().ContainSingle(entry => IsResult(entry, "ended"));
    }

    [Fact]
    public async Task One_that_is_interrupted_is_in_it_up_to_then()
    {
        using var interruption = new CancellationTokenSource();
        using var engine = new ProfiledEngine(workshop);
        var started = Path.Combine(workshop.Root, "started");
        var running = engine.Services.Engine.RunAsync(Step("one", $"touch {started}; sleep 100"), interruption.Token);
        while (!File.Exists(started))
        {
            await Task.Delay(5, Token);
        }

        var early = engine.End();
        await interruption.CancelAsync();
        await running.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();

        var action = early.Actions.Should().ContainSingle().Subject;
        action.Result.Should().Be("ended");
        action.Phases[^1].Phase.Should().Be(ActionPhase.Run);
        ProfiledEngine.Trace(early).Should().ContainSingle(entry => IsResult(entry, "ended"));
    }

    [Fact]
    public async Task Its_file_is_written_over_and_nothing_lies_beside_it()
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder.PathOf("trace.json"), "old");
        var file = new ProfileFile(folder.PathOf("trace.json"));
        var build = await ProfileAsync(engine => engine.RunAsync(Step("one", "echo 1 > one"), Token));

        file.Require();
        File.ReadAllText(folder.PathOf("trace.json")).Should().Be("old", "the build may yet be killed");
        file.Write(build);

        JsonDocument.Parse(File.ReadAllText(folder.PathOf("trace.json"))).RootElement.ValueKind.Should().Be(JsonValueKind.Array);
        Directory.GetFiles(Path.GetDirectoryName(folder.PathOf("trace.json"))!).Should().ContainSingle();
    }

    [Theory]
    [InlineData("missing/trace.json")]
    [InlineData("")]
    public void A_file_that_cannot_be_written_is_refused_before_the_build(string path)
    {
        using var folder = new TestFolder();

        new ProfileFile(folder.PathOf(path)).Invoking(file => file.Require())
            .Should().Throw<BuildException>().Which.Code.Id.Should().Be("OL020");
    }

    public void Dispose() => workshop.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private async Task<ProfiledBuild> ProfileAsync<T>(Func<IBuildEngine, Task<T>> work)
    {
        using var engine = new ProfiledEngine(workshop);
        await work(engine.Services.Engine);
        return engine.End();
    }

    private static ActionSpec Step(string output, string script, params FileTree[] inputs) =>
        Workshop.Shell(script, output) with { Label = output, Inputs = inputs.Aggregate(FileTree.Empty, (all, tree) => all.WithTree("", tree)) };

    private static ProfiledAction Made(string name, int queue, int run)
    {
        var action = new ProfiledAction(Step(name, ""));
        action.Enter(ActionPhase.Queue, TimeSpan.Zero);
        action.Enter(ActionPhase.Run, TimeSpan.FromSeconds(queue));
        action.Enter(ActionPhase.Done, TimeSpan.FromSeconds(queue + run));
        return action;
    }

    private static string Kind(JsonElement entry) => entry.GetProperty("ph").GetString()!;

    private static string Category(JsonElement entry) => entry.GetProperty("cat").GetString()!;

    private static string Name(JsonElement entry) => entry.GetProperty("name").GetString()!;

    private static (int Process, int Thread) Lane(JsonElement entry) => (entry.GetProperty("pid").GetInt32(), entry.GetProperty("tid").GetInt32());

    private static long Start(JsonElement entry) => entry.GetProperty("ts").GetInt64();

    private static long End(JsonElement entry) => Start(entry) + entry.GetProperty("dur").GetInt64();

    private static bool IsResult(JsonElement entry, string result) =>
        entry.TryGetProperty("args", out var details) && details.TryGetProperty("result", out var told) && told.GetString() == result;
}
