using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Building;
using OpenLinux.Engine.Content;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Engine;

namespace OpenLinux.Tests.Engine;

/// <summary>An engine that looks everything up, and runs and writes nothing.</summary>
public sealed class DryEngineTests : IDisposable
{
    private static readonly CancellationToken Never = TestContext.Current.CancellationToken;

    private readonly Workshop workshop = new();

    [Fact]
    public async Task What_is_cached_is_found_and_its_use_is_not_noted()
    {
        workshop.Write("src/a.txt", "one");
        await workshop.RunAsync(Copy);
        foreach (var file in Directory.EnumerateFiles(workshop.Cache, "*", SearchOption.AllDirectories))
        {
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddDays(-3));
        }

        var before = FolderState.Of(workshop.Root);

        using (var dry = workshop.Open(isDry: true))
        {
            (await dry.Engine.RunAsync(Copy(dry), Never)).Cached.Should().BeTrue();
        }

        FolderState.Of(workshop.Root).Should().Equal(before);
    }

    [Fact]
    public async Task What_would_run_has_its_reason_and_so_has_what_follows_from_it()
    {
        workshop.Write("src/a.txt", "one");
        await workshop.RunAsync(Copy);
        workshop.Write("src/a.txt", "two");
        var before = FolderState.Of(workshop.Root);

        using (var dry = workshop.Open(isDry: true))
        {
            var first = await dry.Engine.RunAsync(Copy(dry), Never);
            var second = await dry.Engine.RunAsync(Workshop.Shell("cp in/made out", "out") with { Inputs = FileTree.Empty.WithTree("in", first.Outputs) }, Never);
            var shared = await dry.Engine.RunAsync(
                Workshop.Shell("cp tree/made out", "out") with { Inputs = FileTree.Empty.With("tree", SubtreeNode.Of(second.Outputs)) }, Never);

            new[] { first, second, shared }.Should().NotBeEmpty().And.OnlyContain(outcome => !outcome.Cached);
            first.Reason.Should().Contain("src/a.txt");
            second.Reason.Should().Be("its input in/made would be made");
            shared.Reason.Should().Be("its input tree/out would be made");
        }

        FolderState.Of(workshop.Root).Should().Equal(before);
        workshop.Reporter.Started.Should().ContainSingle("the first run alone ran anything");
    }

    /// <summary>What it makes below a folder nobody knows before it ran.</summary>
    [Fact]
    public async Task A_script_that_would_run_is_told_and_ends_the_plan()
    {
        using var dry = workshop.Open(isDry: true);
        var script = Workshop.Shell("mkdir out", "out") with { Machine = new MachineReads([], "src/bin/x/recipe.toml") };

        await FluentActions.Awaiting(() => dry.Engine.RunAsync(script, Never)).Should().ThrowAsync<PlanEndException>().WithMessage("*test makes");

        Directory.Exists(workshop.Cache).Should().BeFalse();
    }

    [Fact]
    public async Task Without_the_cache_everything_would_run()
    {
        workshop.Write("src/a.txt", "one");
        await workshop.RunAsync(Copy);

        using var dry = workshop.Open(useCache: false, isDry: true);

        (await dry.Engine.RunAsync(Copy(dry), Never)).Reason.Should().Be("--no-cache");
    }

    public void Dispose() => workshop.Dispose();

    private ActionSpec Copy(EngineServices services) => Workshop.Shell("cp src/a.txt made", "made") with { Inputs = workshop.Tree(services, "src") };
}
