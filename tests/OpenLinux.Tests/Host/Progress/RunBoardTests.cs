using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Reporting;
using OpenLinux.Host.Progress;
using OpenLinux.TestKit;

namespace OpenLinux.Tests.Host.Progress;

public sealed class RunBoardTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void It_knows_what_is_done_and_what_runs_with_the_last_line_it_said()
    {
        var board = new RunBoard(new WorkEstimate(new ActionTimes(folder.PathOf("times"))));
        ActionSpec[] specs = [Spec("a.c"), Spec("b.c"), Spec("c.c")];
        board.Begin("Compile");
        foreach (var spec in specs)
        {
            board.Enter(spec, ActionPhase.Lookup);
        }

        board.Enter(specs[0], ActionPhase.Run);
        board.Finish(Outcome(specs[0], TimeSpan.FromSeconds(1)));
        board.Enter(specs[0], ActionPhase.Done);
        board.Finish(Outcome("a compile of a makefile", TimeSpan.FromSeconds(1)));
        board.Enter(specs[1], ActionPhase.Run);
        board.Say(specs[1], "checking for something");
        board.Say(specs[1], "");
        board.Say(specs[2], "nobody asked it yet");

        var state = board.Look();

        (state.Task, state.Done, state.Known).Should().Be(("Compile", 2, 4));
        state.Running.Should().ContainSingle().Which.Should().Match<ActionState>(action => action.Spec == specs[1] && action.LastLine == "checking for something");
        var rows = TerminalProgress.Rows(state).ToList();
        rows[0].Should().StartWith("Compile: 2 of 4 actions, ");
        rows[1].Should().StartWith("  CcCompile b.c ").And.EndWith(" s  checking for something");
    }

    [Fact]
    public void A_transfer_is_shown_until_all_of_it_is_there()
    {
        var board = new RunBoard(new WorkEstimate(new ActionTimes(folder.PathOf("times"))));
        board.Transfer("musl.tar.gz", 500_000, 1_000_000);
        TerminalProgress.Rows(board.Look()).Should().Contain("  musl.tar.gz: 0.5 MB of 1.0 MB");

        board.Transfer("musl.tar.gz", 1_000_000, 1_000_000);

        board.Look().Transfers.Should().BeEmpty();
    }

    [Fact]
    public void More_than_a_few_at_a_time_are_counted()
    {
        var board = new RunBoard(new WorkEstimate(new ActionTimes(folder.PathOf("times"))));
        for (var number = 0; number < 10; number++)
        {
            board.Enter(Spec($"{number}.c"), ActionPhase.Run);
        }

        TerminalProgress.Rows(board.Look()).Should().HaveCount(6).And.HaveElementAt(5, "  and 6 more");
    }

    [Fact]
    public void Times_of_an_earlier_run_tell_what_is_left_and_those_of_this_one_are_kept()
    {
        var file = folder.Write("times", "1000\tCcCompile a.c\n3000\tCcCompile b.c\nno number\tCcCompile c.c\n");
        var times = new ActionTimes(file);
        var estimate = new WorkEstimate(times);
        estimate.Left([]).Should().BeNull("nothing ran");

        // It ran for ten seconds, of which the earlier run took one: what took three takes thirty.
        estimate.Take(Outcome("a.c", TimeSpan.FromSeconds(10)));

        estimate.Left([])!.Value.TotalSeconds.Should().BeInRange(30, 60);
        estimate.Left([(Spec("b.c"), TimeSpan.FromSeconds(1))])!.Value.TotalSeconds.Should().BeInRange(10, 20, "a second of it counts");
        times.Save();
        File.ReadAllLines(file).Should().BeEquivalentTo("10000\tCcCompile a.c", "3000\tCcCompile b.c");
    }

    [Fact]
    public void A_run_with_nothing_to_do_reads_and_keeps_no_times()
    {
        var file = folder.PathOf("times");
        var times = new ActionTimes(file);

        new WorkEstimate(times).Take(Outcome("a.c", TimeSpan.Zero) with { Cached = true });
        times.Save();

        File.Exists(file).Should().BeFalse();
    }

    private static ActionSpec Spec(string label) => new() { Mnemonic = "CcCompile", Label = label, Arguments = [], Outputs = [] };

    private static ActionOutcome Outcome(string label, TimeSpan elapsed) => Outcome(Spec(label), elapsed);

    private static ActionOutcome Outcome(ActionSpec spec, TimeSpan elapsed) =>
        new(spec, Digest.Empty, FileTree.Empty, "", Cached: false, "first build", elapsed);
}
