using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Remote;
using OpenLinux.Remote.Grpc;
using OpenLinux.TestKit.Engine;
using OpenLinux.TestKit.Remote;
using Reapi = OpenLinux.Engine.Reapi;

namespace OpenLinux.Tests.Remote;

/// <summary>A server is told what a result is of, before the result.</summary>
public sealed class ActionUploadTests : IAsyncLifetime
{
    private readonly Workshop machine = new();
    private ReapiServer server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ReapiServer.StartAsync();
        server.IsStrict = true;
    }

    public async ValueTask DisposeAsync()
    {
        machine.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Its_action_and_command_are_there_first_and_asked_for_in_one_question()
    {
        var made = await RunAsync(machine);

        machine.Reporter.Warnings.Should().BeEmpty();
        server.Results.Should().ContainSingle().Which.Key.Should().Be(made.Key);
        var action = Reapi.Action.Parser.ParseFrom(server.Blobs[made.Key]);
        Reapi.Command.Parser.ParseFrom(server.Blobs[action.CommandDigest.ToDigest()]).Arguments.Should().Equal(RemoteBench.Step().Arguments);
        server.CountOf("FindMissingBlobs").Should().Be(1);
        server.Calls.Should().NotContain(call => call.StartsWith("Write", StringComparison.Ordinal), "small blobs go in batches");
    }

    [Fact]
    public async Task What_it_has_of_them_is_not_sent_again()
    {
        await RunAsync(machine);
        server.Results.Clear();
        using var other = new Workshop();
        var before = server.Calls.Count;

        await RunAsync(other);

        server.Results.Should().ContainSingle();
        server.Calls.Skip(before).Should().Equal("GetCapabilities", "GetActionResult", "FindMissingBlobs", "UpdateActionResult");
    }

    [Fact]
    public async Task A_build_that_finds_results_sends_none()
    {
        await RunAsync(machine);
        using var other = new Workshop();
        var before = server.Calls.Count;

        (await RunAsync(other)).IsFromElsewhere.Should().BeTrue();

        server.Calls.Skip(before).Should().NotContain(call => call.Contains("Update", StringComparison.Ordinal));
    }

    private async Task<ActionOutcome> RunAsync(Workshop workshop)
    {
        using var services = workshop.Open(remote: new RemoteAccess(new GrpcRemoteCache(server.Endpoint)));
        return await services.Engine.RunAsync(RemoteBench.Step(), TestContext.Current.CancellationToken);
    }
}
