using Cake.Core;
using Cake.Frosting;
using OpenLinux.TestKit.Hosts;

namespace OpenLinux.Tests.Cake;

/// <summary>What a failure stops, what it does not, and what it becomes.</summary>
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
    public void A_task_may_let_the_build_go_on()
    {
        var run = HostRun.Of<Context>("--target=After tolerated");

        run.Trace.Should().Equal("Tolerated", "After tolerated");
        run.ExitCode.Should().Be(0);
    }

    [Fact]
    public void An_error_handler_that_returns_ends_the_failure()
    {
        var run = HostRun.Of<Context>("--target=Handled");

        run.Trace.Should().Equal("Handled", "OnError it broke");
        run.ExitCode.Should().Be(0);
    }

    [Fact]
    public void An_error_handler_that_throws_replaces_the_failure()
    {
        var run = HostRun.Of<Context>("--target=Rethrown");

        run.ExitCode.Should().Be(-1);
        run.Error.Should().Contain("Error: it broke for a reason");
    }

    [Fact]
    public void Finally_runs_after_a_failure_too() =>
        HostRun.Of<Context>("--target=Finished").Trace.Should().Equal("Finished", "Finally");

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

    public sealed class Fails : FrostingTask<Context>
    {
        public override void Run(Context context)
        {
            context.Did("Fails");
            throw new CakeException(42, "it broke");
        }
    }

    [TaskName("After failure")]
    [IsDependentOn(typeof(Fails))]
    public sealed class AfterFailure : FrostingTask<Context>
    {
        public override void Run(Context context) => context.Did("After failure");
    }

    [ContinueOnError]
    public sealed class Tolerated : FrostingTask<Context>
    {
        public override void Run(Context context)
        {
            context.Did("Tolerated");
            throw new CakeException("it broke");
        }
    }

    [TaskName("After tolerated")]
    [IsDependentOn(typeof(Tolerated))]
    public sealed class AfterTolerated : FrostingTask<Context>
    {
        public override void Run(Context context) => context.Did("After tolerated");
    }

    public sealed class Handled : FrostingTask<Context>
    {
        public override void Run(Context context)
        {
            context.Did("Handled");
            throw new CakeException("it broke");
        }

        public override void OnError(Exception exception, Context context) => context.Did($"OnError {exception.Message}");
    }

    public sealed class Rethrown : FrostingTask<Context>
    {
        public override void Run(Context context) => throw new CakeException("it broke");

        public override void OnError(Exception exception, Context context) => throw new CakeException($"{exception.Message} for a reason");
    }

    public sealed class Finished : FrostingTask<Context>
    {
        public override void Run(Context context)
        {
            context.Did("Finished");
            throw new CakeException("it broke");
        }

        public override void Finally(Context context) => context.Did("Finally");
    }

    public sealed class Skipped : FrostingTask<Context>
    {
        public override bool ShouldRun(Context context) => false;

        public override void Run(Context context) => context.Did("Skipped");
    }

    [TaskName("After skipped")]
    [IsDependentOn(typeof(Skipped))]
    public sealed class AfterSkipped : FrostingTask<Context>
    {
        public override void Run(Context context) => context.Did("After skipped");
    }
}
