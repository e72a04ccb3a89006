using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Reporting;
using OpenLinux.Host.Reporting;
using OpenLinux.Oci.Naming;
using OpenLinux.TestKit;

namespace OpenLinux.Tests.Host;

/// <summary>What is kept of a run for the report.</summary>
public sealed class RunTimelineTests : IDisposable
{
    private static readonly Artifact Rootfs = new(ArtifactKind.Rootfs, "build/x86_64/rootfs.tar.gz", Digest.OfUtf8("rootfs").ToOci(), 7) { Architecture = "x86_64" };

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_ran_is_kept_with_its_reason_when_the_root_filesystem_is_made()
    {
        var timeline = Timeline();
        Run(timeline, "a.c");
        timeline.Finished(Outcome("b.c", cached: true));
        timeline.TaskEnded();
        Directory.GetFiles(folder.Path).Should().BeEmpty("there is no root filesystem yet");

        timeline.Made(Rootfs);
        timeline.TaskEnded();

        var kept = Timeline().Last("x86_64")!;
        (kept.Asked, kept.Ran, kept.Cached).Should().Be(("--target=Rootfs", 1, 1));
        kept.Made(Digest.OfUtf8("rootfs")).Should().BeTrue();
        kept.Steps.Should().ContainSingle().Which.Should().Match<OpenLinux.Report.Model.TimelineStep>(step => step.Label == "a.c" && step.Reason == "first build");
    }

    [Fact]
    public void What_runs_afterwards_is_no_part_of_it()
    {
        var timeline = Timeline();
        Run(timeline, "a.c");
        timeline.Made(Rootfs);
        timeline.TaskEnded();
        Run(timeline, "image");
        timeline.TaskEnded();

        timeline.Last("x86_64")!.Steps.Select(step => step.Label).Should().Equal("a.c");
    }

    [Fact]
    public void A_run_that_ran_nothing_leaves_the_one_before()
    {
        var first = Timeline();
        Run(first, "a.c");
        first.Made(Rootfs);
        first.TaskEnded();
        var second = Timeline();
        second.Entered(Outcome("a.c", cached: true).Spec, ActionPhase.Lookup);
        second.Finished(Outcome("a.c", cached: true));
        second.Made(Rootfs);

        second.Last("x86_64")!.Steps.Should().ContainSingle();
        second.Last("aarch64").Should().BeNull();
    }

    [Fact]
    public void A_report_is_told_the_same_in_the_run_that_built_and_in_the_next()
    {
        var timeline = Timeline();
        Run(timeline, "a.c");
        timeline.Made(Rootfs);

        timeline.Last("x86_64").Should().BeEquivalentTo(Timeline().Last("x86_64"));
    }

    [Fact]
    public void What_cannot_be_read_is_not_known()
    {
        folder.Write("x86_64.run", "\0\0 nonsense");

        Timeline().Last("x86_64").Should().BeNull();
    }

    private RunTimeline Timeline() => new(architecture => folder.PathOf($"{architecture}.run"), "--target=Rootfs", TimeProvider.System);

    private static void Run(RunTimeline timeline, string label)
    {
        var outcome = Outcome(label, cached: false);
        timeline.Entered(outcome.Spec, ActionPhase.Lookup);
        timeline.Entered(outcome.Spec, ActionPhase.Run);
        timeline.Finished(outcome);
        timeline.Entered(outcome.Spec, ActionPhase.Done);
    }

    private static ActionOutcome Outcome(string label, bool cached) => new(
        new ActionSpec { Mnemonic = "CcCompile", Label = label, Arguments = [], Outputs = [] }, Digest.Empty, FileTree.Empty, "", cached, cached ? "" : "first build", TimeSpan.FromMilliseconds(3));
}
