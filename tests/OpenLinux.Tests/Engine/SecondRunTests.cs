using OpenLinux.Common.Errors;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Verification;
using OpenLinux.TestKit.Engine;

namespace OpenLinux.Tests.Engine;

public sealed class SecondRunTests : IDisposable
{
    private readonly Workshop workshop = new();

    public void Dispose() => workshop.Dispose();

    [Theory]
    [InlineData("5%", 5)]
    [InlineData("100", 100)]
    [InlineData("0.5%", 0.5)]
    public void A_share_is_a_number_of_a_hundred(string text, double percent) => VerifiedShare.Parse(text)!.Value.Percent.Should().Be(percent);

    [Theory]
    [InlineData("101%")]
    [InlineData("-1")]
    [InlineData("some")]
    public void What_is_none_is_refused(string text) => VerifiedShare.Parse(text).Should().BeNull();

    [Fact]
    public void A_share_holds_about_so_many_keys_and_always_the_same()
    {
        var keys = Enumerable.Range(0, 1000).Select(number => Digest.OfUtf8($"{number}")).ToList();

        keys.Count(VerifiedShare.All.Holds).Should().Be(1000);
        keys.Count(VerifiedShare.None.Holds).Should().Be(0);
        keys.Count(new VerifiedShare(20).Holds).Should().BeInRange(150, 250);
        keys.Where(new VerifiedShare(20).Holds).Should().NotBeEmpty().And.OnlyContain(key => new VerifiedShare(30).Holds(key));
    }

    [Fact]
    public async Task What_a_step_makes_of_its_folder_is_told_and_not_kept()
    {
        var spec = Workshop.Shell("pwd > out", "out");

        var failure = (await FluentActions.Awaiting(() => RunAsync(spec, VerifiedShare.All)).Should().ThrowAsync<BuildException>()).Which;

        failure.Code.Id.Should().Be("OL333");
        failure.Cause.Should().Contain("out differs");
        (await RunAsync(spec, VerifiedShare.None)).Cached.Should().BeFalse();
    }

    [Fact]
    public async Task A_known_result_that_cannot_be_made_again_is_dropped()
    {
        var spec = Workshop.Shell("pwd > out", "out");
        await RunAsync(spec, VerifiedShare.None);
        (await RunAsync(spec, VerifiedShare.None)).Cached.Should().BeTrue();

        await FluentActions.Awaiting(() => RunAsync(spec, VerifiedShare.All)).Should().ThrowAsync<BuildException>();

        (await RunAsync(spec, VerifiedShare.None)).Cached.Should().BeFalse();
    }

    [Fact]
    public async Task Modes_links_and_files_that_are_there_once_count()
    {
        var failure = (await FluentActions.Awaiting(() => RunAsync(Workshop.Shell("mkdir out; touch out/always out/${JOBS}", "out"), VerifiedShare.All))
            .Should().ThrowAsync<BuildException>()).Which;

        failure.Cause.Should().Contain("out/1 is not there the first time").And.Contain("1 more differ");
    }

    [Fact]
    public async Task What_the_second_run_makes_is_in_no_store()
    {
        var outcome = await RunAsync(Workshop.Shell("echo same > out", "out"), VerifiedShare.All);

        outcome.Cached.Should().BeFalse();
        Directory.EnumerateFileSystemEntries(Path.Combine(workshop.Cache, "tmp")).Should().BeEmpty();
    }

    private async Task<ActionOutcome> RunAsync(ActionSpec spec, VerifiedShare share)
    {
        using var services = workshop.Open(verified: share);
        return await services.Engine.RunAsync(spec, TestContext.Current.CancellationToken);
    }
}
