using System.Security.Cryptography;
using OpenLinux.EndToEnd.Faults;
using OpenLinux.TestKit.Workflows;

namespace OpenLinux.EndToEnd.Host;

/// <summary>action.yml, step by step with what a runner gives them, around a build of seconds.</summary>
public sealed class ActionTests : IAsyncLifetime
{
    private const string Source = "src/bin/sum/rest.c";
    private const string Tarball = "build/x86_64/openlinux-1.0.0-alpha-x86_64-rootfs.tar.gz";

    private static readonly (string, string)[] Inputs =
        [("target", "Rootfs"), ("arch", "x86_64"), ("args", "--sandbox=none\n\n--jobs=2\n"), ("compare-to", "last"), ("comment", "true")];

    private SmallBuild small = null!;
    private ActionCheckout checkout = null!;
    private ActionRunner runner = null!;

    public async ValueTask InitializeAsync()
    {
        small = await SmallBuild.CreateAsync();
        checkout = await ActionCheckout.CreateAsync(small.Root);
        runner = new ActionRunner(checkout.Root, checkout.Cache, new Dictionary<string, string?>
        {
            ["OPENLINUX_SOURCES"] = small.Archives,
            ["CakePackages"] = ActionCheckout.Flavour,
        });
    }

    public ValueTask DisposeAsync()
    {
        checkout.Dispose();
        small.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_entry_has_all_that_its_run_used_and_no_more_and_none_comes_from_a_pull_request()
    {
        var first = await FillAnEntryAsync();
        await FindAllInItAsync();
        checkout.Replace(Source, "part3(x)", "part3(x) * 3");
        await checkout.CommitAsync();
        await ProposeAsync();

        await checkout.ForgetAsync();
        Succeeded(await runner.RunAsync(Inputs)).Steps["save"].Should().Be("success");

        checkout.Cache.Keys.Should().HaveCount(2);
        var second = await BlobsAsync();
        first.Except(second).Should().NotBeEmpty("what only the old source needed is gone");
        second.Intersect(first).Should().NotBeEmpty("what both need stays");
        await checkout.ForgetAsync();
        (await runner.RunAsync(Inputs)).Outputs["hit-rate"].Should().Be("100.0", "nothing of use was dropped");
    }

    [Fact]
    public async Task Mistakes_are_told_where_they_stand_and_leave_no_entry()
    {
        checkout.Replace(Source, "return part3(x)", "return absent + part3(x)");

        var failed = await runner.RunAsync(Inputs);

        failed.Succeeded.Should().BeFalse();
        failed.Log.Should().MatchRegex($@"(?m)^::error file={Source},line=2,col=\d+,title=OL301%3A a build step failed::use of undeclared identifier 'absent'$");
        failed.Log.Should().MatchRegex("(?ms)^::group::Compile$.*^::endgroup::$.*^::error ");
        failed.Summary.Should().Contain("result     failure, ").And.Contain("failure    OL301: a build step failed");
        failed.Outputs["rootfs"].Should().BeEmpty();

        checkout.Replace("config/openlinux.toml", "repository = ", "repositry = ");
        var misconfigured = await runner.RunAsync(Inputs);

        misconfigured.Log.Should().MatchRegex(@"(?m)^::error file=config/openlinux.toml,line=\d+,title=OL\d+%3A ");
        checkout.Cache.Keys.Should().BeEmpty();
    }

    /// <returns>The contents in the entry.</returns>
    private async Task<IReadOnlyList<string>> FillAnEntryAsync()
    {
        var cold = await runner.RunAsync(Inputs);

        Succeeded(cold).Outputs["hit-rate"].Should().Be("0.0");
        cold.Outputs["rootfs"].Should().Be(Tarball);
        cold.Outputs["rootfs-sha256"].Should().Be(Sha256());
        cold.Log.Should().MatchRegex("(?m)^::group::Compile$").And.MatchRegex("(?m)^::endgroup::$").And.NotContain("::error");
        cold.Summary.Should().StartWith("### OpenLinux Build\n\n```diff\n").And.EndWith("\n```\n\n")
            .And.Contain($"rootfs     {Sha256()} {Tarball}\n").And.Contain("x86_64: the cache has no root filesystem of a trusted run yet\n");
        cold.Artifacts.Should().BeEmpty();
        (await File.ReadAllTextAsync(checkout.PathOf(cold.Outputs["report"]))).Should().StartWith("<!DOCTYPE html>").And.Contain(Sha256());
        checkout.Cache.Keys.Should().ContainSingle().Which.Should().MatchRegex("^openlinux-1-Linux-X64-[0-9a-f]{12}-1001-1$");
        var entry = await checkout.Cache.NewestFilesAsync();
        entry.Should().Contain(".cache/ci/baseline/x86_64.tar.gz").And.NotContain(file => file.Contains("/trees/", StringComparison.Ordinal));
        return await BlobsAsync();
    }

    private async Task FindAllInItAsync()
    {
        await checkout.ForgetAsync();
        var warm = await runner.RunAsync(Inputs);

        Succeeded(warm).Outputs["hit-rate"].Should().Be("100.0");
        warm.Outputs["ran"].Should().Be("0");
        warm.Outputs["rootfs-sha256"].Should().Be(Sha256());
        warm.Log.Should().NotContain("Compiling the build host");
        warm.Summary.Should().Contain("0 added, 0 removed, 0 changed, ").And.Contain(" actions known, 0 ran\n");
        File.Exists(checkout.PathOf(warm.Outputs["report"])).Should().BeTrue();
        warm.Steps["save"].Should().Be("skipped");
        checkout.Cache.Keys.Should().ContainSingle();
    }

    private async Task ProposeAsync()
    {
        await checkout.ForgetAsync();
        runner.Event = "pull_request";
        var proposed = await runner.RunAsync(Inputs);
        runner.Event = "push";

        Succeeded(proposed).Log.Should().Contain("The cache is not saved: the event is pull_request.");
        proposed.Outputs["ran"].Should().NotBe("0");
        proposed.Artifacts.Should().ContainSingle().Which.Key.Should().Be("openlinux-summary");
        proposed.Artifacts["openlinux-summary"].Should().MatchRegex(@"\n~  f 0755 +\S+  /bin/sum +sum +content").And.Contain("0 added, 0 removed, 1 changed, ");
        checkout.Cache.Keys.Should().ContainSingle();
    }

    private static ActionRun Succeeded(ActionRun run)
    {
        run.Succeeded.Should().BeTrue("it said: {0}", run.Log);
        return run;
    }

    private string Sha256() => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(checkout.PathOf(Tarball))));

    /// <summary>Contents that the newest entry holds.</summary>
    private async Task<IReadOnlyList<string>> BlobsAsync() =>
        [.. (await checkout.Cache.NewestFilesAsync()).Where(file => file.StartsWith(".cache/ci/openlinux/cas/", StringComparison.Ordinal))];
}
