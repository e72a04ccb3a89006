using OpenLinux.Common.Processes;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Remote;
using OpenLinux.Engine.Remote.Caching;
using OpenLinux.Engine.Storage;
using OpenLinux.Remote;
using OpenLinux.Remote.Opening;
using OpenLinux.TestKit.Engine;
using OpenLinux.TestKit.Http;
using Reapi = OpenLinux.Engine.Reapi;

namespace OpenLinux.Tests.Remote;

/// <summary>A server that goes wrong costs a bounded delay and one warning, and never a byte.</summary>
public sealed class RemoteFaultTests : IDisposable
{
    private readonly RemoteBench bench = new();

    public static TheoryData<Fault, string> Faults
    {
        get
        {
            var data = new TheoryData<Fault, string>();
            foreach (var fault in (Fault[])[Fault.Cuts, Fault.Shorter, Fault.Longer, Fault.OtherBytes, Fault.Fails, Fault.Limits, Fault.Refuses, Fault.Hangs])
            {
                data.Add(fault, "/cas/");
                data.Add(fault, "/ac/");
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Whatever_it_does_the_bytes_are_right_and_there_is_at_most_one_warning(Fault fault, string where)
    {
        var made = await bench.RunAsync(bench.Machine(), RemoteBench.Step());
        bench.Server.Faults = (_, path) => path.Contains(where, StringComparison.Ordinal) ? fault : Fault.None;
        bench.Patience = fault == Fault.Hangs ? RemoteBench.Impatient with { Silence = TimeSpan.FromSeconds(0.5) } : RemoteBench.Impatient;
        var other = bench.Machine();
        string content;
        using (var services = bench.Open(other))
        {
            var outcome = await services.Engine.RunAsync(RemoteBench.Step(), TestContext.Current.CancellationToken);
            outcome.Outputs.Nodes.Should().Equal(made.Outputs.Nodes);
            outcome.Stdout.Should().Be(made.Stdout);
            content = await RemoteBench.ContentAsync(services.Store, outcome);
        }

        content.Should().Contain("aone").And.Contain("atwo").And.Contain("athree");
        other.Reporter.Warnings.Should().HaveCountLessThanOrEqualTo(1);
        if (fault is Fault.Fails or Fault.Limits or Fault.Refuses or Fault.Hangs)
        {
            other.Reporter.Warnings.Should().ContainSingle("it said {0}", string.Join(" / ", other.Reporter.Said)).Which.Should().MatchRegex("^OL70[1234]: .*\n  cause: .*\n  fix: ").And.Contain(bench.Server.Address);
        }
    }

    [Fact]
    public async Task One_that_is_not_there_costs_a_warning()
    {
        var machine = bench.Machine();
        var access = new RemoteAccess(RemoteCaches.Open(new RemoteSettings($"http://{HttpService.ClosedHost}/", new Dictionary<string, string>()), new ProcessLauncher()).Cache);
        using (var services = machine.Open(remote: access with { Patience = RemoteBench.Impatient }))
        {
            (await services.Engine.RunAsync(RemoteBench.Step(), TestContext.Current.CancellationToken)).Cached.Should().BeFalse();
        }

        machine.Reporter.Warnings.Should().ContainSingle().Which.Should().MatchRegex("^OL70[14]: ");
    }

    [Fact]
    public async Task One_that_takes_nothing_is_read_from_all_the_same()
    {
        await bench.RunAsync(bench.Machine(), RemoteBench.Step());
        bench.Server.Faults = (_, _) => Fault.IsFull;
        var other = bench.Machine();
        using (var services = bench.Open(other))
        {
            await services.Engine.RunAsync(RemoteBench.Step("b"), TestContext.Current.CancellationToken);
            await services.Engine.RunAsync(RemoteBench.Step("c"), TestContext.Current.CancellationToken);
            (await services.Engine.RunAsync(RemoteBench.Step(), TestContext.Current.CancellationToken)).IsFromElsewhere.Should().BeTrue();
        }

        other.Reporter.Warnings.Should().ContainSingle().Which.Should().StartWith("OL702: ").And.Contain("507");
        bench.Server.Results.Should().ContainSingle();
    }

    [Fact]
    public async Task One_failure_among_answers_is_tried_again()
    {
        var failed = 0;
        bench.Server.Faults = (method, _) => method == "PUT" && Interlocked.Increment(ref failed) == 1 ? Fault.Fails : Fault.None;
        var machine = bench.Machine();

        await bench.RunAsync(machine, RemoteBench.Step());

        bench.Server.Results.Should().ContainSingle();
        machine.Reporter.Warnings.Should().BeEmpty();
    }

    [Fact]
    public async Task One_that_is_off_is_asked_no_more()
    {
        bench.Server.Faults = (_, _) => Fault.Refuses;
        using var services = bench.Open(bench.Machine());
        await services.Engine.RunAsync(RemoteBench.Step("a"), TestContext.Current.CancellationToken);
        var before = bench.Server.Requests.Count;

        await services.Engine.RunAsync(RemoteBench.Step("b"), TestContext.Current.CancellationToken);

        before.Should().BeLessThan(4);
        bench.Server.Requests.Should().HaveCount(before);
    }

    [Fact]
    public async Task What_the_disk_has_damaged_is_not_sent()
    {
        var machine = bench.Machine();
        using var folder = new CacheFolder(machine.Cache);
        var disk = new FileContentStore(folder);
        var damaged = await disk.PutAsync("content"u8.ToArray(), TestContext.Current.CancellationToken);
        Workshop.Damage(machine.BlobPath(damaged));
        using var storage = new RemoteStorage(bench.Access(), disk, folder, machine.Reporter);
        var result = new Reapi.ActionResult { OutputFiles = { new Reapi.OutputFile { Path = "file", Digest = damaged.ToMessage() } } };

        await storage.Actions.PutAsync(Digest.OfUtf8("action"), result, TestContext.Current.CancellationToken);
        await storage.EndAsync(TestContext.Current.CancellationToken);

        bench.Server.Held.Should().BeEmpty();
        machine.Reporter.Messages.Should().ContainSingle().Which.Should().Be($"Remote cache {bench.Server.Address}: 1 result did not make it there");
    }

    public void Dispose() => bench.Dispose();
}
