using Cake.Core;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using OpenLinux.TestKit.Host;
using Spectre.Console;

namespace OpenLinux.Tests.Bundled;

/// <summary>Which tasks run, in which order, and what a host shows of them.</summary>
public sealed class TaskGraphTests
{
    [Fact]
    public void Dependencies_run_first_and_once() =>
        HostRun.Of<Context>("--target=Image").Trace.Should().Equal("Fetch", "Compile", "Rootfs", "Image");

    [Fact]
    public void Several_targets_run_with_their_dependencies() =>
        HostRun.Of<Context>("--target=Rename me", "--target=Rootfs").Trace.Should().BeEquivalentTo("Renamed", "Fetch", "Compile", "Rootfs");

    [Fact]
    public void Exclusive_runs_the_target_without_its_dependencies() =>
        HostRun.Of<Context>("--target=Image", "--exclusive").Trace.Should().Equal("Image");

    [Fact]
    public void A_dry_run_lists_the_tasks_and_runs_none()
    {
        var run = HostRun.Of<Context>("--target=Image", "--dryrun");

        run.Trace.Should().BeEmpty();
        run.Output.Should().ContainAll("1. Fetch", "2. Compile", "3. Rootfs", "4. Image", "This was a dry run.");
        run.ExitCode.Should().Be(0);
    }

    [Fact]
    public void The_tree_shows_dependencies_under_their_task_and_runs_none()
    {
        var run = HostRun.Of<Context>("--tree");

        run.Trace.Should().BeEmpty();
        run.Output.ReplaceLineEndings("\n").Should().Contain("Image\n├─Rootfs\n│ └─Compile\n│    └─Fetch\n└─Compile\n   └─Fetch\n");
    }

    [Fact]
    public void Descriptions_are_listed_by_task()
    {
        using var written = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(written) });

        var run = HostRun.Of<Context>(host => host.ConfigureServices(services => services.AddSingleton(console)), "--description");

        run.Trace.Should().BeEmpty();
        (run.Output + written).Should().MatchRegex("Fetch +Gets the sources");
    }

    [Fact]
    public void An_unknown_target_fails_by_name()
    {
        var run = HostRun.Of<Context>("--target=Nope");

        run.ExitCode.Should().Be(-1);
        run.Error.Should().Contain("The target 'Nope' was not found.");
    }

    [Fact]
    public void A_task_for_another_context_is_left_out_with_a_warning() =>
        HostRun.Of<Context>("--target=Fetch").Output.Should().MatchRegex("cannot be used since the context isn't convertible to .*OtherContext");

    public sealed class Context(ICakeContext context, Trace trace) : TracingContext(context, trace);

    public sealed class OtherContext(ICakeContext context, Trace trace) : TracingContext(context, trace);

    [TaskDescription("Gets the sources")]
    public sealed class Fetch : AsyncFrostingTask<Context>
    {
        public override Task RunAsync(Context context) => context.DidAsync("Fetch");
    }

    [IsDependentOn(typeof(Fetch))]
    public sealed class Compile : AsyncFrostingTask<Context>
    {
        public override Task RunAsync(Context context) => context.DidAsync("Compile");
    }

    [IsDependentOn(typeof(Compile))]
    public sealed class Rootfs : AsyncFrostingTask<Context>
    {
        public override Task RunAsync(Context context) => context.DidAsync("Rootfs");
    }

    [IsDependentOn(typeof(Rootfs))]
    [IsDependentOn(typeof(Compile))]
    public sealed class Image : AsyncFrostingTask<Context>
    {
        public override async Task RunAsync(Context context)
        {
            await Task.Yield();
            context.Did("Image");
        }
    }

    [TaskName("Rename me")]
    public sealed class Renamed : AsyncFrostingTask<Context>
    {
        public override Task RunAsync(Context context) => context.DidAsync("Renamed");
    }

    public sealed class Elsewhere : AsyncFrostingTask<OtherContext>
    {
        public override Task RunAsync(OtherContext context) => context.DidAsync("Elsewhere");
    }
}
