using Cake.Core;
using Cake.Frosting;
using OpenLinux.TestKit.Host;

namespace OpenLinux.Tests.Bundled;

/// <summary>What surrounds a run and each of its tasks.</summary>
public sealed class LifetimeTests
{
    [Fact]
    public void Setup_and_teardown_surround_the_tasks()
    {
        var run = HostRun.Of<Context>(host => host.UseLifetime<Lifetime>().UseTaskLifetime<TaskLifetime>(), "--target=Second");

        run.Trace.Should().Equal(
            "Setup First, Second", "> First", "First", "< First", "> Second", "Second", "< Second", "Teardown True ");
    }

    [Fact]
    public void Teardown_is_told_what_was_thrown()
    {
        var run = HostRun.Of<Context>(host => host.UseLifetime<Lifetime>(), "--target=Broken");

        run.Trace.Should().Equal("Setup Broken", "Teardown False CakeException 42");
    }

    [Fact]
    public void A_setup_that_fails_runs_no_task_but_the_teardown()
    {
        var run = HostRun.Of<Context>(host => host.UseLifetime<BrokenLifetime>(), "--target=First");

        run.Trace.Should().Equal("Teardown False CakeException 1");
        run.ExitCode.Should().Be(-1);
    }

    [Fact]
    public void A_dry_run_does_run_what_surrounds_it() =>
        HostRun.Of<Context>(host => host.UseLifetime<Lifetime>(), "--target=First", "--dryrun").Trace.Should().Equal("Setup First", "Teardown True ");

    public sealed class Context(ICakeContext context, Trace trace) : TracingContext(context, trace);

    public class Lifetime : FrostingLifetime<Context>
    {
        public override void Setup(Context context, ISetupContext info) =>
            context.Did($"Setup {string.Join(", ", info.TasksToExecute.Select(task => task.Name))}");

        public override void Teardown(Context context, ITeardownContext info) =>
            context.Did($"Teardown {info.Successful} {(info.ThrownException is CakeException thrown ? $"CakeException {thrown.ExitCode}" : "")}");
    }

    public sealed class BrokenLifetime : Lifetime
    {
        public override void Setup(Context context, ISetupContext info) => throw new CakeException("no setup");
    }

    public sealed class TaskLifetime : FrostingTaskLifetime<Context>
    {
        public override void Setup(Context context, ITaskSetupContext info) => context.Did($"> {info.Task.Name}");

        public override void Teardown(Context context, ITaskTeardownContext info) => context.Did($"< {info.Task.Name}");
    }

    public sealed class First : AsyncFrostingTask<Context>
    {
        public override Task RunAsync(Context context) => context.DidAsync("First");
    }

    [IsDependentOn(typeof(First))]
    public sealed class Second : AsyncFrostingTask<Context>
    {
        public override Task RunAsync(Context context) => context.DidAsync("Second");
    }

    public sealed class Broken : AsyncFrostingTask<Context>
    {
        public override Task RunAsync(Context context) => throw new CakeException(42, "it broke");
    }
}
