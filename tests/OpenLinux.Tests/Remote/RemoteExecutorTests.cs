using Grpc.Core;
using OpenLinux.Common.Errors;
using OpenLinux.Engine;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Building;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Execution;
using OpenLinux.Engine.Remote;
using OpenLinux.Remote.Grpc;
using OpenLinux.TestKit.Engine;
using OpenLinux.TestKit.Remote;

namespace OpenLinux.Tests.Remote;

public sealed class RemoteExecutorTests : IAsyncLifetime
{
    private readonly Workshop workshop = new();
    private ReapiServer server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => server = await ReapiServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        workshop.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_step_runs_there_with_its_inputs_and_its_outputs_come_here()
    {
        workshop.Write("in/name", "there");
        using var services = Open();

        var outcome = await RunAsync(services, Workshop.Shell("printf 'hello '; cat in/name > out; chmod +x out", "out") with { Inputs = workshop.Tree(services, "in") });

        (await Workshop.TextOf(services, outcome, "out")).Should().Be("there");
        outcome.Outputs.Nodes["out"].Should().BeOfType<FileNode>().Which.Mode.Should().Be(FileNode.Executable);
        outcome.Stdout.Should().Be("hello ");
        server.CountOf("Execute").Should().Be(1);
    }

    [Fact]
    public async Task The_key_is_that_of_a_run_here_so_that_either_answers_for_the_other()
    {
        using (var there = Open())
        {
            await RunAsync(there, Workshop.Shell("echo one > out", "out"));
        }

        var here = await workshop.RunAsync(_ => Workshop.Shell("echo one > out", "out"));

        here.Cached.Should().BeTrue();
    }

    [Fact]
    public async Task A_shared_tree_and_equal_files_are_sent_once()
    {
        workshop.Write("in/tree/a.h", "equal");
        workshop.Write("in/tree/sub/b.h", "equal");
        using var services = Open();
        var tree = SubtreeNode.Of(services.Digester.TreeOf(Path.Combine(workshop.Checkout, "in/tree")));

        await Task.WhenAll(Enumerable.Range(0, 5).Select(number => RunAsync(
            services,
            Workshop.Shell($"cat shared/a.h shared/sub/b.h > out{number}", $"out{number}") with { Inputs = FileTree.Empty.With("shared", tree) })));

        server.Blobs[Digest.OfUtf8("equalequal")].Should().NotBeNull();
        server.CountOf("FindMissingBlobs").Should().BeLessThanOrEqualTo(6);
    }

    [Fact]
    public async Task Inputs_that_the_server_has_lost_are_sent_again()
    {
        workshop.Write("in", "input");
        using var services = Open();
        server.Losses = 2;

        var outcome = await RunAsync(services, Workshop.Shell("cat in > out", "out") with { Inputs = InputOf(services, "in") });

        (await Workshop.TextOf(services, outcome, "out")).Should().Be("input");
        server.CountOf("Execute").Should().Be(3);
    }

    [Fact]
    public async Task A_connection_that_breaks_while_a_step_runs_is_made_again_and_the_step_is_not()
    {
        using var services = Open();
        server.Cuts.Enqueue(0);

        var outcome = await RunAsync(services, Workshop.Shell("echo done > out", "out"));

        (await Workshop.TextOf(services, outcome, "out")).Should().Be("done\n");
        (server.CountOf("Execute"), server.CountOf("WaitExecution")).Should().Be((1, 1));
    }

    [Fact]
    public async Task A_step_that_fails_there_is_told_as_one_that_fails_here_and_can_be_repeated_here()
    {
        workshop.Write("in", "input");
        using var services = Open();

        var failure = await FluentActions.Awaiting(() => RunAsync(services, Workshop.Shell("echo 'no such word' >&2; exit 3", "out") with { Inputs = InputOf(services, "in") }))
            .Should().ThrowAsync<ActionFailedException>();

        failure.Which.ExitCode.Should().Be(3);
        failure.Which.Cause.Should().Be("sh ended with exit code 3\nno such word");
        failure.Which.RepeatCommand.Should().Contain(workshop.Failed);
        Directory.EnumerateFiles(workshop.Failed, "in", SearchOption.AllDirectories).Should().ContainSingle();
    }

    [Fact]
    public async Task An_output_that_is_not_there_is_told()
    {
        using var services = Open();

        (await FluentActions.Awaiting(() => RunAsync(services, Workshop.Shell("true", "out"))).Should().ThrowAsync<BuildException>())
            .Which.Code.Should().Be(EngineErrors.OutputMissing);
    }

    [Fact]
    public async Task A_server_that_fails_fails_the_build_with_a_way_out()
    {
        server.Refusal = call => call == "Execute" ? Rpc.Failure(StatusCode.PermissionDenied, "not you") : null;
        using var services = Open();

        var failure = await FluentActions.Awaiting(() => RunAsync(services, Workshop.Shell("echo > out", "out"))).Should().ThrowAsync<BuildException>();

        failure.Which.Code.Should().Be(EngineErrors.NotExecuted);
        failure.Which.Message.Should().Contain("not you").And.Contain("--remote-fallback=local");
    }

    [Fact]
    public async Task What_cannot_run_there_runs_here_where_that_is_wanted_with_one_warning()
    {
        server.Refusal = call => call == "Execute" ? Rpc.Failure(StatusCode.PermissionDenied, "not you") : null;
        using var services = Open(options => options with { FallsBack = true });

        await Task.WhenAll(Enumerable.Range(0, 8).Select(number => RunAsync(services, Workshop.Shell($"echo {number} > out", "out"))));

        workshop.Reporter.Warnings.Should().ContainSingle().Which.Should().Contain("OL327").And.Contain("not you");
    }

    [Fact]
    public async Task Of_a_race_the_first_to_finish_counts_and_the_other_is_cancelled()
    {
        server.Hangs = true;
        workshop.Write("main.c", "int main;");
        using var services = Open(options => options with { Races = true });

        var outcome = await RunAsync(services, Workshop.Shell("cp main.c out; echo out: main.c > out.d", "out") with
        {
            Inputs = InputOf(services, "main.c"),
            Headers = new HeaderDiscovery("out.d", ["main.c"], new ReadsNothingMore()),
        });

        (await Workshop.TextOf(services, outcome, "out")).Should().Be("int main;");
    }

    [Fact]
    public async Task What_a_compile_has_read_there_is_known_here()
    {
        workshop.Write("src/main.c", "one");
        workshop.Write("src/used.h", "two");
        workshop.Write("src/unused.h", "three");
        ActionSpec Spec(EngineServices services) => Workshop.Shell("cat src/main.c src/used.h > out; echo 'out: src/main.c src/used.h' > out.d", "out") with
        {
            Inputs = workshop.Tree(services, "src"),
            Headers = new HeaderDiscovery("out.d", ["src/main.c"], new ReadsNothingMore()),
        };
        using (var there = Open())
        {
            await RunAsync(there, Spec(there));
        }

        workshop.Write("src/unused.h", "another");
        (await workshop.RunAsync(Spec)).Cached.Should().BeTrue();
        workshop.Write("src/used.h", "another");
        (await workshop.RunAsync(Spec)).Cached.Should().BeFalse();
    }

    [Fact]
    public async Task The_toolchain_goes_along_as_an_input_and_is_found_from_any_folder()
    {
        using var services = Open();
        var tool = new FileNode(await services.Store.PutAsync("#!/bin/sh\necho made by a tool > \"$1\"\n"u8.ToArray(), Cancellation), FileNode.Executable);
        var tools = new ToolTree("tools", "1", SubtreeNode.Of(FileTree.Empty.With("bin/make-it", tool)));

        var outcome = await RunAsync(services, Workshop.Shell("mkdir sub && cd sub && make-it ../out", "out") with { Tools = tools });

        (await Workshop.TextOf(services, outcome, "out")).Should().Be("made by a tool\n");
    }

    [Fact]
    public async Task A_toolchain_of_the_workers_is_a_property_that_they_must_have()
    {
        var tools = new ToolTree("tools", "1", SubtreeNode.Of(FileTree.Empty.With("bin/make-it", new FileNode(Digest.OfUtf8("unused"), FileNode.Executable))));
        var spec = Workshop.Shell("make-it out", "out") with { Tools = tools };
        await using var cache = new GrpcRemoteCache(server.Endpoint);
        var options = new RemoteExecutionOptions(new GrpcRemoteExecution(cache, TimeSpan.FromSeconds(1)))
        {
            ToolFolder = "/opt/tools",
            Platform = new Dictionary<string, string> { ["container-image"] = "docker://builder" },
        };

        var action = RemoteAction.Of(spec, options);
        var command = OpenLinux.Engine.Reapi.Command.Parser.ParseFrom(action.Command);

        command.Platform.Properties.Select(property => property.Name).Should().Equal("container-image", "tool:tools");
        command.EnvironmentVariables.Single(variable => variable.Name == "PATH").Value.Should().StartWith("/opt/tools/bin:");
        action.Inputs.Nodes.Count.Should().Be(0);
    }

    private EngineServices Open(Func<RemoteExecutionOptions, RemoteExecutionOptions>? with = null)
    {
        var options = new RemoteExecutionOptions(new GrpcRemoteExecution(new GrpcRemoteCache(server.Endpoint), TimeSpan.FromSeconds(60)));
        return workshop.Open(execution: with is null ? options : with(options));
    }

    private FileTree InputOf(EngineServices services, string name) =>
        FileTree.Empty.With(name, new FileNode(services.Digester.DigestOf(Path.Combine(workshop.Checkout, name))));

    private static Task<ActionOutcome> RunAsync(EngineServices services, ActionSpec spec) => services.Engine.RunAsync(spec, Cancellation);

    private sealed class ReadsNothingMore : IInputReader
    {
        public ValueTask<bool> ReadsBeyondAsync(ICompileReads reads, CancellationToken cancellation) => ValueTask.FromResult(false);
    }
}
