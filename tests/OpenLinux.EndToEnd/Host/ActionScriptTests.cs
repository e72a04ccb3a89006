using OpenLinux.TestKit;
using OpenLinux.TestKit.Workflows;

namespace OpenLinux.EndToEnd.Host;

/// <summary>The steps of action.yml around a build.sh that notes its arguments and gives the facts that a test wants.</summary>
public sealed class ActionScriptTests : IDisposable
{
    private const string Build = """
        printf '<%s>\n' "$@" >>calls
        for word; do
            case $word in
                --facts=*/facts) cp given "${word#--facts=}"; mkdir -p .cache/host/one ;;
                --target=Report) printf 'report=x.html\nreport=a.html\n' >.cache/ci/run/pages ;;
                --target=Diff) printf '+  f 0644  /a```b\n' ;;
            esac
        done
        exit "$(cat code)"
        """;

    private static readonly string[] Facts = ["hits=5", "ran=3", "architecture=x86_64", "rootfs=x.tar.gz", "rootfs-sha256=0a", "architecture=aarch64", "rootfs=a.tar.gz", "rootfs-sha256=0b", "paper=p.json"];

    private readonly TestFolder folder = new();
    private readonly CacheService cache;
    private readonly ActionRunner runner;

    public ActionScriptTests()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(RepositoryRoot.Path, ".github", "action")).Append(Path.Combine(RepositoryRoot.Path, "action.yml")))
        {
            folder.Write($"checkout/{Path.GetRelativePath(RepositoryRoot.Path, file)}", File.ReadAllBytes(file));
        }

        folder.Write("checkout/config/openlinux.toml", "");
        folder.WriteProgram("checkout/build.sh", Build);
        Give(0, Facts);
        cache = new CacheService(folder.PathOf("entries"));
        runner = new ActionRunner(folder.PathOf("checkout"), cache, new Dictionary<string, string?>());
    }

    [Fact]
    public async Task Inputs_are_arguments_as_they_are_and_no_command()
    {
        var run = await runner.RunAsync(
            ("target", "Oci  Papers"), ("arch", "all"), ("args", "--image.workdir=$(touch pwned); touch pwned #\r\n\n--env=A=b  c"), ("push", "\"; touch pwned; \""), ("sign", "env://$(touch pwned)"), ("compare-to", "x.tar.gz`touch pwned`"));

        Calls().Should().StartWith(
            "<--cache-dir=.cache/ci/openlinux>\n<--facts=.cache/ci/run/facts>\n<--setup=auto>\n<--target=Oci>\n<--target=Papers>\n<--arch=all>\n"
            + "<--push=\"; touch pwned; \">\n<--sign=env://$(touch pwned)>\n<--image.workdir=$(touch pwned); touch pwned #>\n<--env=A=b  c>\n");
        run.Steps["compare"].Should().Be("failure");
        run.Log.Should().Contain("::error title=OpenLinux Build::compare-to: x.tar.gz`touch pwned` is no file here, and no image that can be pulled%0Afix: ");
        File.Exists(folder.PathOf("checkout/pwned")).Should().BeFalse();
    }

    [Fact]
    public async Task Facts_become_outputs_and_a_summary_in_a_fence_that_nothing_ends()
    {
        folder.Write("checkout/old.tar.gz", "");

        var run = await runner.RunAsync(("compare-to", "old.tar.gz"), ("args", "--explain\n--env=A=b\n--push-papers"));

        run.Succeeded.Should().BeTrue("it said: {0}", run.Log);
        run.Outputs.Should().Contain("rootfs", "x.tar.gz\na.tar.gz").And.Contain("rootfs-sha256", "0a\n0b").And.Contain("papers", "p.json").And.Contain("hit-rate", "62.5").And.Contain("ran", "3")
            .And.Contain("image-digest", "").And.Contain("report", "x.html\na.html").And.Contain("summary", ".cache/ci/run/summary.txt");
        run.Summary.Should().StartWith("### OpenLinux Build\n\n````diff\nresult     success, Docker on Linux X64\nrootfs     0a x.tar.gz\nrootfs     0b a.tar.gz\n")
            .And.Contain("\npapers     p.json\nreport     x.html\nreport     a.html\n").And.EndWith("cache      5 of 8 actions known, 3 ran\n\n+  f 0644  /a```b\n+  f 0644  /a```b\n````\n\n");
        Calls().Should().Contain("<--facts=.cache/ci/run/pages>\n<--setup=auto>\n<--target=Report>\n<--env=A=b>\n")
            .And.Contain("<--target=Diff>\n<--with=old.tar.gz>\n<--arch=aarch64>\n<--cache-dir=.cache/ci/openlinux>\n<--setup=auto>\n<--verbosity=quiet>\n<--env=A=b>\n");
    }

    [Theory]
    [InlineData("manifest=sha256:m", "sha256:m")]
    [InlineData("image-id=sha256:i", "sha256:i")]
    [InlineData("index=sha256:x", "sha256:x")]
    public async Task The_image_is_named_by_what_there_is_of_it(string fact, string digest)
    {
        Give(0, [.. Facts, "image-id=sha256:i", .. fact.StartsWith("image", StringComparison.Ordinal) ? [] : new[] { "manifest=sha256:m", fact }.Distinct()]);

        (await runner.RunAsync()).Outputs["image-digest"].Should().Be(digest);
    }

    [Theory]
    [InlineData("push", 1)]
    [InlineData("schedule", 1)]
    [InlineData("pull_request", 0)]
    [InlineData("pull_request_target", 0)]
    [InlineData("workflow_run", 0)]
    public async Task Trusted_events_save_where_something_ran(string happened, int entries)
    {
        runner.Event = happened;
        await runner.RunAsync();
        cache.Keys.Should().HaveCount(entries);

        Give(0, "hits=8", "ran=0");
        await runner.RunAsync();
        cache.Keys.Should().HaveCount(entries);
    }

    [Fact]
    public async Task Jobs_that_do_something_else_have_entries_of_their_own()
    {
        await runner.RunAsync(("target", "Oci"));
        await runner.RunAsync(("target", "Rootfs"));
        await runner.RunAsync(("target", "Rootfs"));

        cache.Keys.Select(key => key.Split('-')[4]).Distinct().Should().HaveCount(2);
        cache.Keys.Should().HaveCount(3);
    }

    [Fact]
    public async Task A_failure_leaves_a_summary_and_no_entry()
    {
        Give(3, "failure=OL301: a build step failed: x", "hits=1", "ran=1");

        var run = await runner.RunAsync();

        run.Succeeded.Should().BeFalse();
        run.Summary.Should().Contain("result     failure, ").And.Contain("failure    OL301: a build step failed: x\n");
        run.Steps["report"].Should().Be("skipped");
        cache.Keys.Should().BeEmpty();
    }

    [Fact]
    public async Task A_folder_that_is_no_checkout_is_told_before_anything_runs()
    {
        File.Delete(folder.PathOf("checkout/config/openlinux.toml"));

        var run = await runner.RunAsync();

        run.Log.Should().Contain("::error title=OpenLinux Build::").And.Contain("is no checkout of OpenLinux Build%0Afix: run actions/checkout");
        run.Steps["build"].Should().Be("skipped");
    }

    public void Dispose() => folder.Dispose();

    private string Calls() => File.ReadAllText(folder.PathOf("checkout/calls"));

    private void Give(int code, params IReadOnlyList<string> facts)
    {
        folder.Write("checkout/code", $"{code}\n");
        folder.Write("checkout/given", string.Concat(facts.Select(fact => fact + "\n")));
    }
}
