using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Building;
using OpenLinux.Engine.Content;
using OpenLinux.TestKit.Engine;

namespace OpenLinux.Tests.Engine;

/// <summary>Two steps, the second of which has the first one's output.</summary>
public sealed class ActionChainTests : IDisposable
{
    private static readonly Digest Given = Digest.OfUtf8("all that they are given");

    private readonly Workshop workshop = new();
    private int asked;

    public void Dispose() => workshop.Dispose();

    [Fact]
    public async Task What_is_given_as_before_is_not_looked_up_step_by_step_and_tells_of_each_all_the_same()
    {
        var first = await RunAsync(Given);
        var told = workshop.Reporter.Finished.Select(step => (step.Spec.Mnemonic, step.Spec.Label)).ToList();
        workshop.Reporter.Finished.Clear();

        var second = await RunAsync(Given);

        asked.Should().Be(1);
        (first.Cached, second.Cached).Should().Be((false, true));
        (second.Key, second.Spec.Mnemonic, second.Spec.Label).Should().Be((first.Key, first.Spec.Mnemonic, first.Spec.Label));
        second.Outputs.Nodes.Should().Equal(first.Outputs.Nodes);
        workshop.Reporter.Finished.Should().NotBeEmpty().And.OnlyContain(step => step.Cached);
        workshop.Reporter.Finished.Select(step => (step.Spec.Mnemonic, step.Spec.Label)).Should().Equal(told);
    }

    [Fact]
    public async Task What_is_given_otherwise_is_looked_up()
    {
        await RunAsync(Given);

        (await RunAsync(Digest.OfUtf8("something else"))).Cached.Should().BeTrue("each step is found by itself");

        asked.Should().Be(2);
    }

    [Fact]
    public async Task Without_the_cache_every_step_runs()
    {
        await RunAsync(Given);

        (await RunAsync(Given, useCache: false)).Cached.Should().BeFalse();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_lost_result_is_made_again(bool isOutput)
    {
        var first = await RunAsync(Given);
        var output = ((FileNode)first.Outputs.Nodes["last"]).Content;
        File.Delete(isOutput ? workshop.BlobPath(output) : Path.Combine(workshop.Cache, "ac", first.Key.Hash[..2], first.Key.Hash));

        var second = await RunAsync(Given);

        asked.Should().Be(2);
        second.Cached.Should().BeFalse();
        File.Exists(workshop.BlobPath(output)).Should().BeTrue();
    }

    [Fact]
    public async Task A_damaged_result_is_made_again_by_its_steps_when_the_next_one_reads_it()
    {
        var first = await RunAsync(Given);
        Workshop.Damage(workshop.BlobPath(((FileNode)first.Outputs.Nodes["last"]).Content));

        using var services = workshop.Open();
        var recalled = await services.Engine.RunAsync(ChainOf(services, Given), TestContext.Current.CancellationToken);
        var copied = await services.Engine.RunAsync(
            Workshop.Shell("cp last copy", "copy") with { Inputs = recalled.Outputs }, TestContext.Current.CancellationToken);

        recalled.Cached.Should().BeTrue("damage shows when the blob is read");
        (await Workshop.TextOf(services, copied, "copy")).Should().Be("made and linked\n");
    }

    private async Task<ActionOutcome> RunAsync(Digest given, bool useCache = true)
    {
        using var services = workshop.Open(useCache);
        return await services.Engine.RunAsync(ChainOf(services, given), TestContext.Current.CancellationToken);
    }

    private ActionChain ChainOf(EngineServices services, Digest given) => new(
        given,
        [ActionChain.Step("Make", "object", "object"), ActionChain.Step("Join", "last", "last")],
        async cancellation =>
        {
            asked++;
            var made = await services.Engine.RunAsync(Workshop.Shell("echo made >object", "object") with { Mnemonic = "Make", Label = "object" }, cancellation);
            return await services.Engine.RunAsync(
                Workshop.Shell("echo $(cat object) and linked >last", "last") with { Mnemonic = "Join", Label = "last", Inputs = made.Outputs }, cancellation);
        });
}
