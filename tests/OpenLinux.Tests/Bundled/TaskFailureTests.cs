using Cake.Core;
using Cake.Frosting;
using OpenLinux.TestKit.Host;

namespace OpenLinux.Tests.Bundled;

/// <summary>What a failure stops, and what it becomes.</summary>
public sealed class TaskFailureTests
{
    [Fact]
    public void A_failure_is_logged_and_returns_minus_one_whatever_exit_code_it_carries()
    {
        var run = HostRun.Of<Context>("--target=Fails");

        run.ExitCode.Should().Be(-1);
        run.Error.Should().Contain("Error: it broke").And.NotContain("   at ");
    }

    [Fact]
    public void A_diagnostic_run_shows_where_it_failed() =>
        HostRun.Of<Context>("--target=Fails", "--verbosity=diagnostic").Error.Should().Contain("CakeException: it broke").And.Contain("   at ");

    [Fact]
    public void What_depends_on_a_failed_task_does_not_run() =>
        HostRun.Of<Context>("--target=After failure").Trace.Should().Equal("Fails");

    [Fact]
    public void A_skipped_dependency_lets_the_target_run()
    {
        var run = HostRun.Of<Context>("--target=After skipped");

        run.Trace.Should().Equal("After skipped");
        run.ExitCode.Should().Be(0);
    }

    [Fact]
    public void A_skipped_target_fails() =>
        HostRun.Of<Context>("--target=Skipped").Error.Should().Contain("Could not reach target 'Skipped' since it was skipped");

    public sealed class Context(ICakeContext context, Trace trace) : TracingContext(context, trace);

    public sealed class Fails : AsyncFrostingTask<Context>
    {
        public override Task RunAsync(Context context)
        {
            context.Did("Fails");
            throw new CakeException(42, "it broke");
        }
    }

    [TaskName("After failure")]
    [IsDependentOn(typeof(Fails))]
    public sealed class AfterFailure : AsyncFrostingTask<Context>
    {
        public override Task RunAsync(Context context) => context.DidAsync("After failure");
    }

    public sealed class Skipped : AsyncFrostingTask<Context>
    {
        public override bool ShouldRun(Context context) => false;

        public override Task RunAsync(Context context) => context.DidAsync("Skipped");
    }

    [TaskName("After skipped")]
    [IsDependentOn(typeof(Skipped))]
    public sealed class AfterSkipped : AsyncFrostingTask<Context>
    {
        public override Task RunAsync(Context context) => context.DidAsync("After skipped");
    }
}
