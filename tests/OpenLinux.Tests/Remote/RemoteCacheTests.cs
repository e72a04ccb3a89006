using Google.Protobuf;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Remote;
using OpenLinux.TestKit.Engine;
using OpenLinux.TestKit.Http;
using Reapi = OpenLinux.Engine.Reapi;

namespace OpenLinux.Tests.Remote;

/// <summary>Two machines with a cache each, and a server that both know.</summary>
public sealed class RemoteCacheTests : IDisposable
{
    private readonly RemoteBench bench = new();

    [Fact]
    public async Task What_one_machine_made_is_a_hit_on_another_and_its_bytes_come_when_they_are_read()
    {
        var made = await bench.RunAsync(bench.Machine(), RemoteBench.Step());
        var other = bench.Machine();
        using var services = bench.Open(other);

        var outcome = await services.Engine.RunAsync(RemoteBench.Step(), TestContext.Current.CancellationToken);

        outcome.Should().Match<ActionOutcome>(found => found.Cached && found.IsFromElsewhere && found.Key == made.Key && found.Stdout == made.Stdout);
        outcome.Outputs.Nodes.Should().Equal(made.Outputs.Nodes);
        var file = (FileNode)outcome.Outputs.Nodes["dir/sub/two"];
        File.Exists(other.BlobPath(file.Content)).Should().BeFalse();
        (await Workshop.TextOf(services, outcome, "dir/sub/two")).Should().Be("atwo\n");
        File.Exists(other.BlobPath(file.Content)).Should().BeTrue();
        other.Reporter.Warnings.Should().BeEmpty();
    }

    [Fact]
    public async Task A_result_is_not_sent_before_all_that_it_names()
    {
        var made = await bench.RunAsync(bench.Machine(), RemoteBench.Step());

        var sent = bench.Server.Requests.Where(request => request.Method == "PUT").Select(request => request.Path).ToList();
        sent.Should().ContainSingle(path => path.Contains("/ac/")).Which.Should().Be(sent[^1]);
        sent.Should().HaveCountGreaterThan(6).And.OnlyHaveUniqueItems();
        sent.Should().NotContain($"/cache/cas/{made.Key.Hash}", "nobody reads an action from plain files");
    }

    [Fact]
    public async Task What_the_server_has_is_not_sent_again()
    {
        await bench.RunAsync(bench.Machine(), RemoteBench.Step());
        bench.Server.Held.TryRemove(bench.Server.Results.Single(), out _);
        var before = bench.Server.Requests.Count;

        await bench.RunAsync(bench.Machine(), RemoteBench.Step());

        bench.Server.Requests.Skip(before).Where(request => request.Method == "PUT").Should().ContainSingle().Which.Path.Should().Contain("/ac/");
    }

    [Fact]
    public async Task A_result_whose_blob_the_server_has_lost_does_not_count()
    {
        var made = await bench.RunAsync(bench.Machine(), RemoteBench.Step());
        bench.Server.Held.TryRemove($"/cache/cas/{((FileNode)made.Outputs.Nodes["dir/three"]).Content.Hash}", out _);
        var other = bench.Machine();

        var outcome = await bench.RunAsync(other, RemoteBench.Step());

        outcome.Cached.Should().BeFalse();
        outcome.Outputs.Nodes.Should().Equal(made.Outputs.Nodes);
        other.Reporter.Warnings.Should().BeEmpty();
    }

    [Theory]
    [InlineData(Fault.Loses)]
    [InlineData(Fault.OtherBytes)]
    public async Task What_turns_out_lost_when_it_is_read_is_made_again(Fault fault)
    {
        var made = await bench.RunAsync(bench.Machine(), RemoteBench.Step());
        using var services = bench.Open(bench.Machine());
        var found = await services.Engine.RunAsync(RemoteBench.Step(), TestContext.Current.CancellationToken);
        bench.Server.Faults = (_, path) => path.Contains("/cas/", StringComparison.Ordinal) ? fault : Fault.None;

        found.IsFromElsewhere.Should().BeTrue();
        (await RemoteBench.ContentAsync(services.Store, found)).Should().Contain("atwo").And.Contain("athree");
        (await services.Engine.RunAsync(RemoteBench.Step(), TestContext.Current.CancellationToken)).Outputs.Nodes.Should().Equal(made.Outputs.Nodes);
    }

    [Fact]
    public async Task A_step_gets_the_inputs_that_only_the_server_has()
    {
        await bench.RunAsync(bench.Machine(), RemoteBench.Step());
        using var services = bench.Open(bench.Machine());
        var found = await services.Engine.RunAsync(RemoteBench.Step(), TestContext.Current.CancellationToken);
        bench.Server.Held.TryRemove($"/cache/cas/{((FileNode)found.Outputs.Nodes["dir/three"]).Content.Hash}", out _);

        var next = await services.Engine.RunAsync(
            Workshop.Shell("cat file dir/sub/two dir/three > all", "all") with { Inputs = found.Outputs }, TestContext.Current.CancellationToken);

        (await Workshop.TextOf(services, next, "all")).Should().Be("aone\natwo\nathree\n");
    }

    [Fact]
    public async Task A_run_that_may_only_read_sends_nothing_and_one_that_may_only_write_asks_for_no_result()
    {
        using (var reading = bench.Open(bench.Machine(), writes: false))
        {
            await reading.Engine.RunAsync(RemoteBench.Step(), TestContext.Current.CancellationToken);
        }

        bench.Server.Held.Should().BeEmpty();
        using (var writing = bench.Open(bench.Machine(), reads: false))
        {
            await writing.Engine.RunAsync(RemoteBench.Step(), TestContext.Current.CancellationToken);
        }

        bench.Server.Results.Should().ContainSingle();
        using var again = bench.Open(bench.Machine(), reads: false);
        (await again.Engine.RunAsync(RemoteBench.Step(), TestContext.Current.CancellationToken)).Cached.Should().BeFalse();
    }

    [Fact]
    public async Task What_tells_of_one_machine_stays_there()
    {
        var spec = RemoteBench.Step() with { Outputs = [], Builtin = new OfHere() };
        await bench.RunAsync(bench.Machine(), spec);

        bench.Server.Requests.Should().BeEmpty();
    }

    public static TheoryData<string> Forgeries => ["an output more", "an output less", "a name that leads out", "a failure", "no seal", "another's", "rubbish", "half of it", "a tree that is none"];

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task A_result_that_cannot_be_one_of_the_action_does_not_count(string forgery)
    {
        var made = await bench.RunAsync(bench.Machine(), RemoteBench.Step());
        var path = $"/cache/ac/{made.Key.Hash}";
        var result = ResultSeal.Without(Reapi.ActionResult.Parser.ParseFrom(bench.Server.Held[path]));
        var file = result.OutputFiles[0];
        switch (forgery)
        {
            case "an output more":
                result.OutputFiles.Add(new Reapi.OutputFile { Path = "more", Digest = file.Digest });
                break;
            case "an output less":
                result.OutputDirectories.Clear();
                break;
            case "a name that leads out":
                file.Path = "../file";
                break;
            case "a failure":
                result.ExitCode = 1;
                break;
            case "a tree that is none":
                result.OutputDirectories[0].TreeDigest = file.Digest;
                break;
        }

        bench.Server.Held[path] = forgery switch
        {
            "no seal" => result.ToByteArray(),
            "another's" => ResultSeal.Put(Digest.OfUtf8("another"), result).ToByteArray(),
            "rubbish" => [1, 2, 3],
            "half of it" => result.ToByteArray()[..40],
            _ => ResultSeal.Put(made.Key, result).ToByteArray(),
        };
        var other = bench.Machine();

        var outcome = await bench.RunAsync(other, RemoteBench.Step());

        outcome.Cached.Should().BeFalse();
        outcome.Outputs.Nodes.Should().Equal(made.Outputs.Nodes);
    }

    [Fact]
    public async Task Notes_of_two_machines_become_one()
    {
        var about = Digest.OfUtf8("about");
        using var first = bench.Open(bench.Machine());
        await first.Engine.Ledger.WriteNoteAsync(about, "first", TestContext.Current.CancellationToken);
        await first.EndRemoteAsync(TestContext.Current.CancellationToken);
        var machine = bench.Machine();
        using (var offline = machine.Open())
        {
            await offline.Engine.Ledger.WriteNoteAsync(about, "second", TestContext.Current.CancellationToken);
        }

        using var second = bench.Open(machine);

        (await second.Engine.Ledger.ReadNoteAsync(about, TestContext.Current.CancellationToken)).Should().Be("second");
        (await second.Engine.Ledger.ReadNoteElsewhereAsync(about, TestContext.Current.CancellationToken)).Should().Be("first");
    }

    public void Dispose() => bench.Dispose();

    private sealed class OfHere() : Builtin("of-here", version: 1)
    {
        public override bool IsOfThisMachine => true;

        public override Task<BuiltinResult> RunAsync(ActionSpec spec, BuiltinServices services, CancellationToken cancellation) =>
            Task.FromResult(new BuiltinResult(FileTree.Empty, "here"));
    }
}
