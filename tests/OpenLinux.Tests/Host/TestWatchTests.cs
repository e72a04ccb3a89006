using OpenLinux.Host.Testing;

namespace OpenLinux.Tests.Host;

public sealed class TestWatchTests
{
    private readonly TestWatch watch = new(TimeSpan.FromMilliseconds(50), TimeProvider.System);

    [Theory]
    [InlineData("    Room.SomeTests.It_holds(text: \" [FINISHED]\") [STARTING]", true, "Room.SomeTests.It_holds(text: \" [FINISHED]\")")]
    [InlineData("    Room.SomeTests.It_holds [FINISHED] Time: 0.771s", false, "Room.SomeTests.It_holds")]
    [InlineData("    Room.SomeTests.It_holds [FAIL]", null, "")]
    public void It_knows_beginnings_and_ends_from_what_else_is_printed(string line, bool? isStart, string test)
    {
        watch.Take(line, out var told).Should().Be(isStart);

        told.Should().Be(test);
    }

    [Fact]
    public async Task Once_nothing_begins_or_ends_it_names_what_has_begun_and_not_ended()
    {
        foreach (var line in new[] { "A [STARTING]", "B [STARTING]", "C [STARTING]", "B [FINISHED] Time: 0.1s" })
        {
            watch.Take(line, out _);
        }

        await watch.UntilSilentAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        watch.IsSilent.Should().BeTrue();
        watch.Running.Should().Equal("A", "C");
    }

    [Fact]
    public async Task Nobody_waits_for_silence_any_longer_than_wanted()
    {
        var patient = new TestWatch(TimeSpan.FromHours(1), TimeProvider.System);
        using var ending = new CancellationTokenSource();
        var silence = patient.UntilSilentAsync(ending.Token);

        await ending.CancelAsync();

        await silence.Invoking(waiting => waiting).Should().ThrowAsync<OperationCanceledException>();
        patient.IsSilent.Should().BeFalse();
    }
}
