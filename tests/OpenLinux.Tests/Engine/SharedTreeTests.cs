using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Building;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Execution;
using OpenLinux.Engine.Storage;
using OpenLinux.TestKit.Engine;
using OpenLinux.Userland.Reading;

namespace OpenLinux.Tests.Engine;

/// <summary>With the real compiler: src/*.c include "value.h", found by -I a -I b; src, a and b are trees that all compiles share.</summary>
public sealed class SharedTreeTests : IDisposable
{
    private readonly Workshop workshop = new();

    public SharedTreeTests()
    {
        workshop.Write("src/one.c", "#include <value.h>\nconst char *where = __FILE__; int one(void) { return VALUE; }\n");
        workshop.Write("src/two.c", "#include <value.h>\nint two(void) { return VALUE + 1; }\n");
        workshop.Write("a/unrelated.h", "#define UNRELATED 1\n");
        workshop.Write("b/value.h", "#define VALUE 1\nstatic const char *const header = __FILE__;\n");
    }

    private string Trees => Path.Combine(workshop.Cache, "trees");

    [Fact]
    public async Task A_tree_is_laid_out_once_for_all_compiles_and_gives_the_object_and_the_key_of_a_copy()
    {
        var linked = await CompileAsync("one");
        await CompileAsync("two");
        Laid().Should().HaveCount(3);

        var copied = await CompileAsync("one", change: (services, spec) => spec with
        {
            Inputs = FileTree.Of(spec.Inputs.Nodes.SelectMany(node =>
                FileTree.Empty.WithTree(node.Key, ((SubtreeNode)node.Value).Files!).Nodes)),
        }, useCache: false);

        copied.Outputs.Nodes.Should().Equal(linked.Outputs.Nodes);
        copied.Key.Should().Be(linked.Key);
    }

    [Fact]
    public async Task A_link_sees_what_all_links_share_without_a_copy_and_gives_the_program_and_the_key_of_one()
    {
        var objects = await CompileAsync("one");
        var library = SubtreeNode.Of(FileTree.Of([KeyValuePair.Create("two.o", (await CompileAsync("two")).Outputs.Nodes["two.o"])]));
        var link = new ActionSpec
        {
            Mnemonic = "CcLink",
            Label = "program",
            Arguments = ["clang", "-fuse-ld=lld", "-nostdlib", "-static", "-Wl,-e,one", "one.o", "lib/two.o", "-o", "program"],
            Environment = Workshop.PathOnly,
            Inputs = FileTree.Of([.. objects.Outputs.Nodes, KeyValuePair.Create("lib", (TreeNode)library)]),
            Outputs = ["program"],
        };
        using var services = workshop.Open(useCache: false);
        var laid = Laid().Count;

        var linked = await services.Engine.RunAsync(link, TestContext.Current.CancellationToken);
        Laid().Should().HaveCount(laid + 1);
        var copied = await services.Engine.RunAsync(
            link with { Inputs = objects.Outputs.WithTree("lib", library.Files!) }, TestContext.Current.CancellationToken);

        copied.Outputs.Nodes.Should().Equal(linked.Outputs.Nodes);
        copied.Key.Should().Be(linked.Key);
    }

    [Theory]
    [InlineData("b/value.h")]
    [InlineData("src/two.c")]
    public async Task A_tree_that_was_written_to_is_found_and_not_compiled(string path)
    {
        await CompileAsync("one");
        var right = await CompileAsync("two", useCache: false);
        var tampered = Laid().Select(tree => Path.Combine(tree, "files", Path.GetFileName(path))).Single(File.Exists);
        var (text, time) = (await File.ReadAllTextAsync(tampered), File.GetLastWriteTimeUtc(tampered));
        File.SetUnixFileMode(tampered, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await File.WriteAllTextAsync(tampered, text.Replace('1', '7'));
        File.SetUnixFileMode(tampered, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        File.SetLastWriteTimeUtc(tampered, time);

        (await CompileAsync("two", useCache: false)).Outputs.Nodes.Should().Equal(right.Outputs.Nodes);
    }

    [Fact]
    public async Task A_header_put_into_a_tree_is_found_and_not_compiled()
    {
        var right = await CompileAsync("one");
        var tampered = Laid().Single(tree => File.Exists(Path.Combine(tree, "files/unrelated.h")));
        await File.WriteAllTextAsync(Path.Combine(tampered, "files/value.h"), "#define VALUE 7\n");

        (await CompileAsync("one", useCache: false)).Outputs.Nodes.Should().Equal(right.Outputs.Nodes);
    }

    [Fact]
    public async Task What_a_killed_process_left_of_a_tree_is_never_used()
    {
        using var folder = new CacheFolder(workshop.Cache);
        using (var other = CacheWriter.Start(workshop.Cache))
        {
            await other.WaitForBlobsAsync(workshop.Cache, 3);
            other.Kill();
        }

        var whole = new HashSet<string>(Enumerable.Range(0, 100).Select(index => $"{index}.h"));
        Laid().Should().NotBeEmpty().And.OnlyContain(tree => whole.SetEquals(
            Directory.EnumerateFiles(Path.Combine(tree, "files")).Select(path => Path.GetFileName(path))));
        using var area = new TreeArea(folder);
        var next = await area.FolderOfAsync(Digest.OfUtf8("another"), CacheWriter.Fill);
        Directory.EnumerateFiles(next).Should().HaveCount(100);
    }

    [Fact]
    public async Task Two_processes_at_once_share_a_tree()
    {
        using var here = new CacheFolder(workshop.Cache);
        using var there = new CacheFolder(workshop.Cache);
        using var one = new TreeArea(here);
        using var other = new TreeArea(there);
        var digest = Digest.OfUtf8("a tree");

        var folders = await Task.WhenAll(Enumerable.Range(0, 8).Select(index => Task.Run(() =>
            (index % 2 == 0 ? one : other).FolderOfAsync(digest, CacheWriter.Fill))));

        folders.Distinct().Should().ContainSingle();
        Directory.EnumerateFiles(folders[0]).Should().HaveCount(100);
    }

    [Fact]
    public async Task Trimming_leaves_the_trees_that_another_process_uses_and_takes_them_once_it_has_ended()
    {
        using (var other = workshop.Open())
        {
            await other.Engine.RunAsync(Spec(other, "one"), TestContext.Current.CancellationToken);
            Age();

            await TrimAsync("first");

            Laid().Should().HaveCount(3);
        }

        Age();
        await TrimAsync("second");

        Laid().Should().BeEmpty();

        async Task TrimAsync(string name)
        {
            using var trimming = workshop.Open(maxCacheBytes: 0);
            await trimming.Engine.RunAsync(Workshop.Shell($"echo {name} > out", "out"), TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task A_header_that_shadows_another_through_a_shared_tree_is_noticed()
    {
        var first = await CompileAsync("one");
        (await CompileAsync("one")).Cached.Should().BeTrue();
        workshop.Write("a/value.h", "#define VALUE 2\n");

        var second = await CompileAsync("one");

        second.Reason.Should().Be("a/value.h was added");
        second.Outputs.Nodes.Should().NotEqual(first.Outputs.Nodes);
        workshop.Delete("a/value.h");
        var third = await CompileAsync("one");
        third.Cached.Should().BeTrue();
        third.Outputs.Nodes.Should().Equal(first.Outputs.Nodes);
    }

    [Fact]
    public async Task A_result_that_is_remembered_by_all_inputs_counts_no_more_once_one_is_changed()
    {
        await CompileAsync("one");
        workshop.Write("a/unrelated.h", "#define UNRELATED 2\n");
        (await CompileAsync("one")).Cached.Should().BeTrue("the header sets know that nobody read it");
        workshop.Write("b/value.h", "#define VALUE 3\n");

        (await CompileAsync("one")).Reason.Should().Be("b/value.h changed");
    }

    [Fact]
    public async Task A_damaged_memory_of_results_costs_time_and_nothing_else()
    {
        var first = await CompileAsync("one");
        Workshop.Damage(Path.Combine(workshop.Checkout, ".cache/stat.results"));

        var second = await CompileAsync("one");

        second.Cached.Should().BeTrue();
        second.Outputs.Nodes.Should().Equal(first.Outputs.Nodes);
    }

    [Fact]
    public async Task A_path_that_climbs_out_of_a_shared_tree_leads_where_it_leads_in_a_copy()
    {
        workshop.Write("src/one.c", "#include \"../b/value.h\"\nint one(void) { return VALUE; }\n");
        var first = await CompileAsync("one");
        workshop.Write("b/value.h", "#define VALUE 2\n");

        var second = await CompileAsync("one");

        second.Reason.Should().Be("b/value.h changed");
        second.Outputs.Nodes.Should().NotEqual(first.Outputs.Nodes);
    }

    [Fact]
    public async Task The_folder_of_a_compile_that_failed_holds_its_inputs_themselves()
    {
        workshop.Write("src/one.c", "#include <value.h>\nint one(void) { return missing; }\n");

        var failure = (await FluentActions.Awaiting(() => CompileAsync("one")).Should().ThrowAsync<ActionFailedException>()).Which;

        failure.Cause.Should().Contain("src/one.c:2:24: error: use of undeclared identifier 'missing'");
        var kept = Directory.EnumerateDirectories(workshop.Failed).Single();
        new DirectoryInfo(Path.Combine(kept, "b")).LinkTarget.Should().BeNull();
        File.Exists(Path.Combine(kept, "b/value.h")).Should().BeTrue();
    }

    [Fact]
    public async Task What_a_compile_leaves_behind_is_not_there_for_the_next()
    {
        static ActionSpec Listing(ActionSpec spec, string name) => spec with
        {
            Arguments = ["sh", "-c", "echo one.o: src/one.c > one.d; ls > one.o; touch left behind-$0", name],
        };
        using var services = workshop.Open(jobs: 1);
        var first = await services.Engine.RunAsync(Listing(Spec(services, "one"), "1"), TestContext.Current.CancellationToken);

        var second = await services.Engine.RunAsync(Listing(Spec(services, "one"), "2"), TestContext.Current.CancellationToken);

        (await Workshop.TextOf(services, second, "one.o")).Should().Be(await Workshop.TextOf(services, first, "one.o")).And.NotContain("left");
    }

    [Fact]
    public async Task However_many_steps_run_at_a_time_the_bytes_and_keys_are_the_same()
    {
        var names = Enumerable.Range(0, 12).Select(index => $"unit{index}").ToList();
        names.ForEach(name => workshop.Write($"src/{name}.c", $"#include <value.h>\nint {name}(void) {{ return VALUE; }}\n"));
        var runs = new List<List<string>>();
        foreach (var jobs in new[] { 1, 2, 8 })
        {
            using var services = workshop.Open(useCache: false, jobs: jobs);
            var outcomes = await Task.WhenAll(names.Select(name => services.Engine.RunAsync(Spec(services, name), TestContext.Current.CancellationToken)));
            runs.Add([.. outcomes.Select(outcome => $"{outcome.Key} {MerkleTree.Of(outcome.Outputs).RootDigest}")]);
        }

        runs[1].Should().Equal(runs[0]);
        runs[2].Should().Equal(runs[0]);
    }

    [Fact]
    public async Task A_steps_own_build_system_hears_how_many_jobs_there_are_and_the_key_does_not()
    {
        var told = new List<(string Text, Digest Key)>();
        foreach (var jobs in new[] { 1, 3 })
        {
            using var services = workshop.Open(useCache: false, jobs: jobs);
            var outcome = await services.Engine.RunAsync(Workshop.Shell("echo $JOBS > out", "out"), TestContext.Current.CancellationToken);
            told.Add((await Workshop.TextOf(services, outcome, "out"), outcome.Key));
        }

        told.Select(run => run.Text).Should().Equal("1\n", "3\n");
        told.Select(run => run.Key).Distinct().Should().ContainSingle();
    }

    public void Dispose() => workshop.Dispose();

    private List<string> Laid() => Directory.Exists(Trees)
        ? [.. Directory.EnumerateDirectories(Trees).SelectMany(Directory.EnumerateDirectories)]
        : [];

    /// <summary>As if all had been used long ago.</summary>
    private void Age() => Laid().ForEach(tree => File.SetLastWriteTimeUtc(Path.Combine(tree, "stamps"), DateTime.UtcNow.AddDays(-100)));

    private ActionSpec Spec(EngineServices services, string name) => new()
    {
        Mnemonic = "CcCompile",
        Label = $"src/{name}.c",
        Arguments =
        [
            "clang", "-g", "-ffile-compilation-dir=.", "-nostdinc", "-I", "a", "-I", "b",
            "-c", $"src/{name}.c", "-o", $"{name}.o", "-MD", "-MF", $"{name}.d",
        ],
        Environment = Workshop.PathOnly,
        Inputs = FileTree.Of(new[] { "src", "a", "b" }.Select(folder => KeyValuePair.Create(
            folder, (TreeNode)SubtreeNode.Of(services.Digester.TreeOf(Path.Combine(workshop.Checkout, folder)))))),
        Outputs = [$"{name}.o"],
        Headers = new HeaderDiscovery($"{name}.d", [$"src/{name}.c"], new CInputReader([])),
    };

    private Task<ActionOutcome> CompileAsync(string name, Func<EngineServices, ActionSpec, ActionSpec>? change = null, bool useCache = true) =>
        workshop.RunAsync(services => change is null ? Spec(services, name) : change(services, Spec(services, name)), useCache);
}
