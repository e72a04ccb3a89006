using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Host.Reporting;

namespace OpenLinux.Tests.Host;

/// <summary>What a dry run says of a task.</summary>
public sealed class TaskPlanTests
{
    [Fact]
    public void What_would_run_is_counted_and_the_first_few_are_named() =>
        new TaskPlan([Hit(), .. Enumerable.Range(1, 5).Select(Miss)], [], isCut: false).Lines("Compile", all: false).Should().Equal(
            "Compile      would run 5 of 6 actions",
            "  would run: CcCompile x86_64 1.c: 1.c changed",
            "  would run: CcCompile x86_64 2.c: 2.c changed",
            "  would run: CcCompile x86_64 3.c: 3.c changed",
            "  and 2 more; --explain names all");

    [Fact]
    public void All_are_named_where_that_is_asked_for() =>
        new TaskPlan([.. Enumerable.Range(1, 5).Select(Miss)], [], isCut: false).Lines("Compile", all: true).Should().HaveCount(6);

    [Theory]
    [InlineData(0, 1, true, "would run at least 1 action; what follows depends on what they make")]
    [InlineData(3, 2, true, "would run at least 2 actions; what follows depends on what they make")]
    [InlineData(0, 1, false, "would run 1 of 1 action")]
    [InlineData(3, 0, true, "is known once what it depends on has run")]
    [InlineData(3, 0, false, "would run nothing: all 3 actions are cached")]
    [InlineData(1, 0, false, "would run nothing: its action is cached")]
    [InlineData(0, 0, false, "has no action to run")]
    public void Where_what_follows_is_not_known_it_says_so(int hits, int misses, bool isCut, string summary) =>
        new TaskPlan([.. Enumerable.Range(0, hits).Select(_ => Hit()), .. Enumerable.Range(0, misses).Select(Miss)], [], isCut)
            .Lines("Rootfs", all: false).First().Should().Be($"Rootfs       {summary}");

    [Fact]
    public void What_would_be_fetched_is_named() =>
        new TaskPlan([], ["musl-1.2.5.tar.gz"], isCut: false).Lines("Fetch", all: false).Should().Equal("Fetch        would run", "  would fetch: musl-1.2.5.tar.gz");

    private static ActionOutcome Hit() => Of("hit.c", isCached: true);

    private static ActionOutcome Miss(int number) => Of($"{number}.c", isCached: false);

    private static ActionOutcome Of(string source, bool isCached) => new(
        new ActionSpec { Mnemonic = "CcCompile", Label = $"x86_64 {source}", Arguments = [], Outputs = ["x"] },
        Digest.Empty, FileTree.Empty, "", isCached, isCached ? "" : $"{source} changed", TimeSpan.Zero);
}
