using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Host.Progress;
using OpenLinux.Host.Reporting;

namespace OpenLinux.Tests.Host;

/// <summary>The line that ends a task.</summary>
public sealed class TaskReporterTests : IDisposable
{
    private readonly StringWriter said = new();
    private readonly TaskReporter reporter;

    public void Dispose() => said.Dispose();

    public TaskReporterTests() => reporter = new TaskReporter(new RunVoice(said, Loudness.Normal), new NoProgress(), explain: false);

    [Fact]
    public void A_task_that_failed_is_not_told_as_cached()
    {
        reporter.ActionFinished(Outcome(cached: true));
        reporter.ActionFinished(Outcome(cached: true));

        reporter.EndTask("Compile", TimeSpan.FromSeconds(1.5), isSuccessful: false).Should().Be("Compile      failed after 1.5 s: 2 unchanged");
    }

    [Fact]
    public void What_ran_before_the_failure_is_counted()
    {
        reporter.ActionFinished(Outcome(cached: false));

        reporter.EndTask("Compile", TimeSpan.FromSeconds(1.5), isSuccessful: false).Should().EndWith("failed after 1.5 s: 1 action ran before it");
    }

    [Fact]
    public void A_task_that_fails_at_once_has_a_line_too()
    {
        reporter.EndTask("Fetch", TimeSpan.Zero, isSuccessful: false).Should().Be("Fetch        failed after 0.0 s");
    }

    [Fact]
    public void What_was_found_done_is_told_once_there_is_something_to_tell()
    {
        reporter.ActionFinished(Outcome(cached: true));
        reporter.EndTask("Compile", TimeSpan.Zero, isSuccessful: true).Should().BeNull();
        said.ToString().Should().BeEmpty("a run that finds nothing to do ends in two lines of its own");

        reporter.Note("a file", changed: true);
        reporter.EndTask("Sysroot", TimeSpan.FromSeconds(1), isSuccessful: true);

        said.ToString().Should().Be("Compile      cached: its action is unchanged\nSysroot      ran in 1.0 s: a file\n");
    }

    [Fact]
    public void What_is_found_done_after_that_has_its_line_at_once()
    {
        reporter.ActionStarted(Outcome(cached: false).Spec);
        reporter.ActionFinished(Outcome(cached: true));

        reporter.EndTask("Compile", TimeSpan.Zero, isSuccessful: true);

        said.ToString().Should().Be("Compile      cached: its action is unchanged\n");
    }

    private static ActionOutcome Outcome(bool cached) => new(
        new ActionSpec { Mnemonic = "CcCompile", Label = "a.c", Arguments = [], Outputs = [] },
        Digest.Empty, FileTree.Empty, "", cached, cached ? "" : "first build", TimeSpan.Zero);
}
