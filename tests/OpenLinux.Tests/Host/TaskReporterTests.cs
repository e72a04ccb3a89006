using Cake.Core.Diagnostics;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Host.Reporting;
using OpenLinux.TestKit.Host;

namespace OpenLinux.Tests.Host;

/// <summary>The line that ends a task.</summary>
public sealed class TaskReporterTests
{
    private readonly RecordingConsole console = new();
    private readonly TaskReporter reporter;

    public TaskReporterTests() => reporter = new TaskReporter(new CakeBuildLog(console), explain: false);

    [Fact]
    public void A_task_that_failed_is_not_told_as_cached()
    {
        reporter.ActionFinished(Outcome(cached: true));
        reporter.ActionFinished(Outcome(cached: true));

        reporter.EndTask("Compile", TimeSpan.FromSeconds(1.5), isSuccessful: false);

        console.Output.Trim().Should().Be("Compile      failed after 1.5 s: 2 unchanged");
    }

    [Fact]
    public void What_ran_before_the_failure_is_counted()
    {
        reporter.ActionFinished(Outcome(cached: false));

        reporter.EndTask("Compile", TimeSpan.FromSeconds(1.5), isSuccessful: false);

        console.Output.Trim().Should().EndWith("failed after 1.5 s: 1 action ran before it");
    }

    [Fact]
    public void A_task_that_fails_at_once_has_a_line_too()
    {
        reporter.EndTask("Fetch", TimeSpan.Zero, isSuccessful: false);

        console.Output.Trim().Should().Be("Fetch        failed after 0.0 s");
    }

    [Fact]
    public void A_task_with_nothing_to_do_is_cached()
    {
        reporter.ActionFinished(Outcome(cached: true));

        reporter.EndTask("Compile", TimeSpan.Zero, isSuccessful: true);

        console.Output.Trim().Should().Be("Compile      cached: its action is unchanged");
    }

    private static ActionOutcome Outcome(bool cached) => new(
        new ActionSpec { Mnemonic = "CcCompile", Label = "a.c", Arguments = [], Outputs = [] },
        Digest.Empty, FileTree.Empty, "", cached, cached ? "" : "first build", TimeSpan.Zero);
}
