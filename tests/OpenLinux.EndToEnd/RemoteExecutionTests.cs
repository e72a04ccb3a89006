using OpenLinux.TestKit;
using OpenLinux.TestKit.Checkouts;
using OpenLinux.TestKit.Remote;

namespace OpenLinux.EndToEnd;

[Collection(EndToEndGroup.Name)]
public sealed class RemoteExecutionTests(BuiltFixture built)
{
    private static readonly string[] Build = ["--target=Rootfs", "--arch=x86_64"];

    [Fact]
    public async Task Compiles_and_links_run_on_workers_and_give_the_bytes_of_a_build_here()
    {
        await using var worker = await RemoteWorker.StartAsync();
        using var folder = new TestFolder();
        await using var here = await GreetingAsync(built.Cache);
        await using var there = await GreetingAsync(await CopiedCacheAsync(folder));

        (await here.RunAsync(Build)).Succeeded();
        (await there.RunAsync([.. Build, $"--remote-executor={worker.Address}"])).Succeeded();

        TarballOf(there).Should().Equal(TarballOf(here));
        worker.Stored().Select(file => file.Name).Should().Contain(HashOf(there.PathOf("build/x86_64/sysroot/bin/hello")), "it was linked there");
    }

    [Fact]
    public async Task A_compile_that_fails_there_says_what_it_says_here()
    {
        await using var worker = await RemoteWorker.StartAsync();
        await using var checkout = await GreetingAsync(built.Cache);
        checkout.Write("src/bin/hello/hello.c", "int main(void) { return no_such_name; }\n");

        var there = (await checkout.RunAsync([.. Build, $"--remote-executor={worker.Address}"])).FailedWith("OL301");
        var here = (await checkout.RunAsync(Build)).FailedWith("OL301");

        there.Stderr.Should().Contain("no_such_name").And.Be(here.Stderr);
    }

    [Fact]
    public async Task A_server_that_dies_midway_costs_time_and_a_warning()
    {
        await using var worker = await RemoteWorker.StartAsync();
        using var folder = new TestFolder();
        await using var here = await GreetingAsync(built.Cache);
        await using var there = await GreetingAsync(await CopiedCacheAsync(folder));
        (await here.RunAsync(Build)).Succeeded();

        using var run = there.Start([.. Build, $"--remote-executor={worker.Address}", "--remote-fallback=local"]);
        while (!worker.Stored().Any() && !run.HasExited)
        {
            await Task.Delay(20);
        }

        worker.Kill();
        var ended = (await Command.EndAsync(run)).Succeeded();

        ended.All.Should().Contain("OL327");
        TarballOf(there).Should().Equal(TarballOf(here));
    }

    private static async Task<Checkout> GreetingAsync(string cache)
    {
        var checkout = await Checkout.CreateAsync(cache);
        Samples.AddGreeting(checkout);
        return checkout;
    }

    /// <summary>Nobody writes into a file of a cache: links are as good as copies.</summary>
    private async Task<string> CopiedCacheAsync(TestFolder folder)
    {
        var copy = folder.PathOf("cache");
        await Command.OutputAsync("cp", ["-al", built.Cache, copy]);
        return copy;
    }

    private static byte[] TarballOf(Checkout checkout) =>
        File.ReadAllBytes(Directory.EnumerateFiles(checkout.PathOf("build/x86_64"), "*.tar.gz").Single());

    private static string HashOf(string path) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)));
}
