using OpenLinux.Common.Errors;
using OpenLinux.Engine;
using OpenLinux.Engine.Building;
using OpenLinux.Engine.Execution;

namespace OpenLinux.Tests.Engine;

public sealed class SideBySideTests
{
    [Fact]
    public async Task Results_come_in_the_order_of_the_work()
    {
        var results = await RunAsync(
            async cancellation => { await Task.Delay(50, cancellation); return 1; },
            _ => Task.FromResult(2));

        results.Should().Equal(1, 2);
    }

    [Fact]
    public async Task The_first_failure_ends_the_others()
    {
        var run = () => RunAsync(Forever, _ => throw Failure("first"), Forever);

        (await run.Should().ThrowAsync<BuildException>()).Which.Subject.Should().Be("first");
    }

    [Fact]
    public async Task How_many_more_had_failed_by_then_is_told_with_the_one_that_can_be_repeated()
    {
        var last = new TaskCompletionSource();
        var run = () => RunAsync(
            async _ => { await last.Task; throw Failure("second"); },
            async _ => { await last.Task; throw new ActionFailedException("kept", 1, "its cause", "cd folder && cc"); },
            _ => { last.SetResult(); throw new ActionFailedException("not kept", 1, "another cause", null); },
            Forever);

        var failure = (await run.Should().ThrowAsync<BuildException>()).Which;

        failure.Cause.Should().EndWith("2 more steps had failed by then, and the rest was ended");
        failure.Subject.Should().NotBe("not kept");
    }

    [Fact]
    public async Task Work_that_fails_because_it_waits_for_other_work_is_no_failure_of_its_own()
    {
        Task<int>? first = null;
        var run = () => RunAsync(
            _ => first = Task.FromException<int>(Failure("first")),
            async _ => await first! + 1);

        (await run.Should().ThrowAsync<BuildException>()).Which.Cause.Should().Be("cause");
    }

    [Fact]
    public async Task A_cancellation_from_outside_stays_one()
    {
        using var outside = new CancellationTokenSource();
        var run = SideBySide.RunAsync([Forever, Forever], outside.Token);

        await outside.CancelAsync();

        await run.Invoking(it => it).Should().ThrowAsync<OperationCanceledException>();
    }

    private static Task<int[]> RunAsync(params Func<CancellationToken, Task<int>>[] works) =>
        SideBySide.RunAsync(works, TestContext.Current.CancellationToken);

    private static async Task<int> Forever(CancellationToken cancellation)
    {
        await Task.Delay(Timeout.Infinite, cancellation);
        return 0;
    }

    private static BuildException Failure(string subject) => new(EngineErrors.OutputMissing, subject, "cause", "fix");
}
