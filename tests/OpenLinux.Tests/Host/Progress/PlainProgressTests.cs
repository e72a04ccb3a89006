using OpenLinux.Engine.Actions;
using OpenLinux.Host.Progress;
using OpenLinux.TestKit;

namespace OpenLinux.Tests.Host.Progress;

public sealed class PlainProgressTests : IDisposable
{
    private static readonly ActionSpec Spec = new() { Mnemonic = "UpstreamBuild", Label = "musl", Arguments = [], Outputs = [] };

    private readonly TestFolder folder = new();
    private readonly List<string> lines = [];
    private readonly PlainProgress progress;

    public PlainProgressTests() => progress = new PlainProgress(new RunBoard(new WorkEstimate(new ActionTimes(folder.PathOf("times")))), lines.Add);

    public void Dispose()
    {
        progress.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void What_takes_long_has_a_line_when_it_does_and_one_when_it_ends()
    {
        progress.LookAt(State(5, Running(9)));
        lines.Should().BeEmpty();

        progress.LookAt(State(6, Running(10, "CC\tfile.o")));
        progress.LookAt(State(7, Running(11)));
        progress.LookAt(State(8));
        progress.LookAt(State(9));

        lines.Should().Equal("  UpstreamBuild musl has been running for 10 s: CC        file.o", "  UpstreamBuild musl ended after 11 s");
    }

    [Fact]
    public void Once_a_minute_it_says_how_far_the_run_is()
    {
        foreach (var seconds in new[] { 30, 61, 62, 121 })
        {
            progress.LookAt(State(seconds));
        }

        lines.Should().Equal("Compile: 1 of 2 actions, 61 s", "Compile: 1 of 2 actions, 2 min 1 s");
    }

    private static BoardState State(int seconds, params ActionState[] running) =>
        new("Compile", 1, 2, TimeSpan.FromSeconds(seconds), Left: null, running, []);

    private static ActionState Running(int seconds, string? said = null) => new(Spec, TimeSpan.FromSeconds(seconds), said);
}
