using OpenLinux.Common.Errors;
using OpenLinux.Engine;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Building;
using OpenLinux.Engine.Content;
using OpenLinux.TestKit.Engine;

namespace OpenLinux.Tests.Engine;

public sealed class BuildEngineTests : IDisposable
{
    private readonly Workshop workshop = new();

    private string Journal => Path.Combine(workshop.Root, "journal");

    private int Runs => File.Exists(Journal) ? File.ReadAllLines(Journal).Length : 0;

    [Fact]
    public async Task The_second_run_is_answered_from_the_cache()
    {
        var first = await workshop.RunAsync(_ => Counted("echo made > out; echo said", "out"));
        var second = await workshop.RunAsync(_ => Counted("echo made > out; echo said", "out"));

        Runs.Should().Be(1);
        first.Cached.Should().BeFalse();
        second.Cached.Should().BeTrue();
        second.Reason.Should().BeEmpty();
        second.Stdout.Should().Be("said\n");
        second.Outputs.Nodes.Should().Equal(first.Outputs.Nodes);
        second.Key.Should().Be(first.Key);
    }

    [Fact]
    public async Task Two_specs_that_differ_in_their_label_alone_share_a_key()
    {
        var one = await workshop.RunAsync(_ => Counted("echo x > out", "out") with { Label = "one" });
        var other = await workshop.RunAsync(_ => Counted("echo x > out", "out") with { Label = "other" });

        other.Key.Should().Be(one.Key);
        Runs.Should().Be(1);
    }

    [Fact]
    public void Every_other_part_of_a_spec_is_in_the_key()
    {
        var spec = Counted("true", "out");
        ActionSpec[] others =
        [
            spec with { Arguments = ["sh", "-c", "false"] },
            spec with { Environment = new Dictionary<string, string> { ["A"] = "b" } },
            spec with { Inputs = FileTree.Empty.With("a", new FileNode(Digest.Empty)) },
            spec with { Outputs = ["other"] },
            spec with { Platform = new Dictionary<string, string> { ["tool:clang"] = "14.0.6" } },
            spec with { Builtin = Named("upper", 1) },
            spec with { Builtin = Named("upper", 2) },
            spec with { Builtin = Named("lower", 1) },
            spec with { Builtin = Named("upper", 1, new BuiltinLibrary("FluentAssertions", typeof(BuildEngineTests))) },
        ];

        others.Append(spec).Select(each => EncodedAction.Of(each).Key).Should().NotBeEmpty().And.OnlyHaveUniqueItems();
    }

    [Fact]
    public void The_order_in_which_variables_and_outputs_are_given_is_not_in_the_key()
    {
        var spec = Counted("true", "a", "b") with
        {
            Environment = new Dictionary<string, string> { ["A"] = "1", ["B"] = "2" },
            Platform = new Dictionary<string, string> { ["x"] = "1", ["y"] = "2" },
        };
        var turned = spec with
        {
            Outputs = ["b", "a"],
            Environment = new Dictionary<string, string> { ["B"] = "2", ["A"] = "1" },
            Platform = new Dictionary<string, string> { ["y"] = "2", ["x"] = "1" },
        };

        EncodedAction.Of(turned).Key.Should().Be(EncodedAction.Of(spec).Key);
    }

    [Fact]
    public async Task The_same_action_asked_for_at_once_runs_once()
    {
        using var services = workshop.Open(useCache: false);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ =>
            services.Engine.RunAsync(Counted("sleep 0.5; echo x > out", "out"), TestContext.Current.CancellationToken)));

        Runs.Should().Be(1);
        outcomes.Select(outcome => outcome.Outputs.Nodes["out"]).Distinct().Should().ContainSingle();
    }

    [Fact]
    public async Task Each_who_asked_at_once_gets_it_under_the_label_of_its_own_as_from_the_cache()
    {
        using var services = workshop.Open();
        string[] labels = ["one", "two", "three"];

        var outcomes = await Task.WhenAll(labels.Select(label => services.Engine.RunAsync(
            Counted("sleep 0.5; echo x > out", "out") with { Label = label }, TestContext.Current.CancellationToken)));

        Runs.Should().Be(1);
        outcomes.Select(outcome => outcome.Spec.Label).Should().Equal(labels);
    }

    [Fact]
    public async Task No_more_steps_run_at_a_time_than_allowed()
    {
        using var services = EngineServices.Open(
            new EngineOptions
            {
                CacheDirectory = workshop.Cache,
                StatCachePath = Path.Combine(workshop.Root, "stat"),
                FailedDirectory = workshop.Failed,
                MaxParallel = 1,
            },
            workshop.Reporter);
        var busy = Path.Combine(workshop.Root, "busy");

        await Task.WhenAll(Enumerable.Range(0, 4).Select(index => services.Engine.RunAsync(
            Workshop.Shell($"mkdir {busy} && sleep 0.1 && rmdir {busy} && echo {index} > out", "out"),
            TestContext.Current.CancellationToken)));

        workshop.Reporter.Finished.Should().HaveCount(4);
    }

    [Fact]
    public async Task Without_the_cache_every_step_runs_and_is_written_for_next_time()
    {
        await workshop.RunAsync(_ => Counted("echo x > out", "out"));

        var uncached = await workshop.RunAsync(_ => Counted("echo x > out", "out"), useCache: false);

        uncached.Reason.Should().Be("--no-cache");
        Runs.Should().Be(2);
        (await workshop.RunAsync(_ => Counted("echo x > out", "out"))).Cached.Should().BeTrue();
    }

    [Fact]
    public async Task A_failure_is_not_cached()
    {
        var run = () => workshop.RunAsync(_ => Counted("exit 1", "out"));
        await run.Should().ThrowAsync<BuildException>();
        await run.Should().ThrowAsync<BuildException>();

        Runs.Should().Be(2);
    }

    [Fact]
    public async Task A_result_with_a_lost_output_is_made_again_and_says_so()
    {
        var first = await workshop.RunAsync(_ => Counted("mkdir d; echo x > d/x", "d"));
        File.Delete(workshop.BlobPath(((FileNode)first.Outputs.Nodes["d/x"]).Content));

        var second = await workshop.RunAsync(_ => Counted("mkdir d; echo x > d/x", "d"));

        second.Cached.Should().BeFalse();
        second.Reason.Should().Be("its result was evicted from the cache");
        Runs.Should().Be(2);
    }

    [Fact]
    public async Task A_damaged_cache_entry_is_a_miss()
    {
        var first = await workshop.RunAsync(_ => Counted("echo x > out", "out"));
        Workshop.Damage(Path.Combine(workshop.Cache, "ac", first.Key.Hash[..2], first.Key.Hash));

        (await workshop.RunAsync(_ => Counted("echo x > out", "out"))).Cached.Should().BeFalse();
        (await workshop.RunAsync(_ => Counted("echo x > out", "out"))).Cached.Should().BeTrue();
    }

    [Fact]
    public async Task A_damaged_output_that_the_next_step_reads_is_made_again_on_the_way()
    {
        var first = await workshop.RunAsync(_ => Counted("echo from the first > out", "out"));
        Workshop.Damage(workshop.BlobPath(((FileNode)first.Outputs.Nodes["out"]).Content));

        using var services = workshop.Open();
        var made = await services.Engine.RunAsync(
            Counted("echo from the first > out", "out"), TestContext.Current.CancellationToken);
        var copied = await services.Engine.RunAsync(
            Workshop.Shell("cp out copy", "copy") with { Inputs = made.Outputs }, TestContext.Current.CancellationToken);

        made.Cached.Should().BeTrue("damage shows when the blob is read");
        (await Workshop.TextOf(services, copied, "copy")).Should().Be("from the first\n");
        Runs.Should().Be(2);
    }

    [Fact]
    public async Task An_input_written_to_while_the_build_runs_fails_it_by_name()
    {
        var file = workshop.Write("src/a", "before");
        using var services = workshop.Open();
        var inputs = workshop.Tree(services, "src");
        workshop.Write("src/a", "after!");

        var run = () => services.Engine.RunAsync(
            Workshop.Shell("cp src/a out", "out") with { Inputs = inputs }, TestContext.Current.CancellationToken);

        var failure = (await run.Should().ThrowAsync<BuildException>()).Which;
        failure.Code.Should().Be(EngineErrors.InputChanged);
        failure.Subject.Should().Be(file);
    }

    [Fact]
    public async Task A_cached_result_that_no_longer_holds_is_made_again_for_the_reason_given()
    {
        await workshop.RunAsync(_ => Counted("echo image-id; echo x > out", "out"));
        using var services = workshop.Open();

        var valid = await services.Engine.RunAsync(
            Counted("echo image-id; echo x > out", "out"), text => text == "image-id\n", "unused", TestContext.Current.CancellationToken);
        var invalid = await services.Engine.RunAsync(
            Counted("echo image-id; echo x > out", "out"), _ => false, "the image was removed", TestContext.Current.CancellationToken);

        valid.Cached.Should().BeTrue();
        invalid.Cached.Should().BeFalse();
        invalid.Reason.Should().Be("the image was removed");
        Runs.Should().Be(2);
    }

    [Fact]
    public async Task A_step_in_this_process_is_cached_as_any_other()
    {
        var runs = 0;
        ActionSpec Builtin(EngineServices services) => new()
        {
            Mnemonic = "Upper",
            Label = "upper",
            Arguments = [],
            Outputs = ["upper"],
            Inputs = workshop.Tree(services, "src"),
            Builtin = new Scripted(async (spec, store, cancellation) =>
            {
                runs++;
                var input = await store.RequireAsync(((FileNode)spec.Inputs.Nodes["src/a"]).Content, "src/a", cancellation);
                var text = System.Text.Encoding.UTF8.GetString(input).ToUpperInvariant();
                var output = await store.PutAsync(System.Text.Encoding.UTF8.GetBytes(text), cancellation);
                return new BuiltinResult(FileTree.Empty.With("upper", new FileNode(output)), "done");
            }),
        };
        workshop.Write("src/a", "text");

        var first = await workshop.RunAsync(Builtin);
        var second = await workshop.RunAsync(Builtin);

        runs.Should().Be(1);
        first.Outputs.Nodes["upper"].Should().Be(new FileNode(Digest.OfUtf8("TEXT")));
        second.Stdout.Should().Be("done");
        second.Cached.Should().BeTrue();
    }

    [Fact]
    public async Task A_step_in_this_process_that_does_not_make_what_it_declares_fails()
    {
        var run = () => workshop.RunAsync(_ => Workshop.Shell("", "promised") with
        {
            Builtin = new Scripted((_, _, _) => Task.FromResult(new BuiltinResult(FileTree.Empty))),
        });

        (await run.Should().ThrowAsync<BuildException>()).Which.Code.Should().Be(EngineErrors.OutputMissing);
    }

    [Fact]
    public async Task Whoever_joined_a_cancelled_run_takes_over()
    {
        using var services = workshop.Open();
        using var cancellation = new CancellationTokenSource();
        var gate = Path.Combine(workshop.Root, "gate");
        var spec = Counted($"while [ ! -e {gate} ]; do sleep 0.05; done; echo x > out", "out");
        var owner = services.Engine.RunAsync(spec, cancellation.Token);
        while (Runs == 0)
        {
            await Task.Delay(10);
        }

        var joiner = services.Engine.RunAsync(spec, TestContext.Current.CancellationToken);
        await cancellation.CancelAsync();
        await owner.Invoking(it => it).Should().ThrowAsync<OperationCanceledException>();
        await File.WriteAllTextAsync(gate, "");

        (await joiner).Outputs.Nodes.Should().ContainKey("out");
        Runs.Should().Be(2);
    }

    [Fact]
    public async Task A_warm_run_writes_nothing_at_all()
    {
        workshop.Write("src/a", "text");
        ActionSpec Spec(EngineServices services) =>
            Workshop.Shell("cp src/a out", "out") with { Inputs = workshop.Tree(services, "src") };
        await workshop.RunAsync(Spec);
        var before = Snapshot();

        (await workshop.RunAsync(Spec)).Cached.Should().BeTrue();

        Snapshot().Should().Equal(before);
    }

    public void Dispose() => workshop.Dispose();

    private static Scripted Named(string name, int version, params BuiltinLibrary[] libraries) =>
        new((_, _, _) => throw new NotSupportedException(), name, version, libraries);

    private sealed class Scripted(
        Func<ActionSpec, IContentStore, CancellationToken, Task<BuiltinResult>> run, string name = "test", int version = 1, params BuiltinLibrary[] libraries)
        : Builtin(name, version, libraries)
    {
        public override Task<BuiltinResult> RunAsync(ActionSpec spec, BuiltinServices services, CancellationToken cancellation) =>
            run(spec, services.Store, cancellation);
    }

    private ActionSpec Counted(string script, params string[] outputs) =>
        Workshop.Shell($"echo ran >> {Journal}; {script}", outputs);

    private List<string> Snapshot() =>
        [.. Directory.EnumerateFileSystemEntries(workshop.Cache, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(path => $"{path} {File.GetLastWriteTimeUtc(path).Ticks}")];
}
