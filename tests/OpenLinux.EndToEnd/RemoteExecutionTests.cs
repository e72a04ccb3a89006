using System.Security.Cryptography;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Checkouts;
using OpenLinux.TestKit.Remote;

namespace OpenLinux.EndToEnd;

/// <summary>The compiled host and Bazel's RemoteWorker: its cache, and its workers.</summary>
public sealed class RemoteExecutionTests : IDisposable
{
    private const string Rootfs = "build/x86_64/openlinux-1.0.0-alpha-x86_64-rootfs.tar.gz";

    private static readonly string[] Arguments =
    [
        "--target=Rootfs", "--arch=x86_64", "--toolchain.toolchain=machine", "--rootfs.required=",
        "--components=kernel-headers", "--components=builtins",
    ];

    private readonly TestFolder folder = new();

    [Fact]
    public async Task All_commands_run_there_for_the_bytes_of_a_build_here_and_any_other_machine_finds_the_results()
    {
        await using var worker = await RemoteWorker.StartAsync();
        await using var here = await NewAsync("here");
        (await here.RunAsync(Arguments)).Succeeded();

        await using var there = await NewAsync("there");
        (await there.RunAsync([.. Arguments, $"--remote-executor={worker.Address}", "--remote-mode=readwrite", "--jobs=8"])).Succeeded();

        HashOf(there).Should().Be(HashOf(here));
        BlobsOf("here").Should().Contain(blob => CacheBlobs.IsObject(blob));
        BlobsOf("there").Should().NotContain(blob => CacheBlobs.IsObject(blob), "nothing was compiled here, and nothing brought that nobody reads");

        await using var other = await NewAsync("other/elsewhere");
        var warm = (await other.RunAsync([.. Arguments, $"--remote-cache={worker.Address}", "--remote-mode=read"])).Succeeded();

        HashOf(other).Should().Be(HashOf(here));
        warm.LineOf("Compile").Should().Contain("from the remote cache");
        warm.All.Should().NotContain("  CcCompile ").And.NotContain("  CcArchive ").And.NotContain("  Unpack ");
        BlobsOf("other/elsewhere").Should().NotContain(blob => CacheBlobs.IsObject(blob));
    }

    [Fact]
    public async Task A_compile_that_fails_there_says_what_it_says_here_and_a_server_that_dies_costs_a_warning()
    {
        await using var worker = await RemoteWorker.StartAsync();
        await using var checkout = await NewAsync("failing");
        var source = Directory.EnumerateFiles(checkout.PathOf("src/lib/builtins"), "*.c").First();
        var whole = await File.ReadAllTextAsync(source, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(source, whole + "\nint mistaken(void) { return no_such_name; }\n", TestContext.Current.CancellationToken);

        var there = (await checkout.RunAsync([.. Arguments, $"--remote-executor={worker.Address}"])).FailedWith("OL301");
        there.Stderr.Should().Contain("undeclared identifier 'no_such_name'").And.Contain("to repeat just this step");

        await File.WriteAllTextAsync(source, whole, TestContext.Current.CancellationToken);
        using var run = checkout.Start([.. Arguments, $"--remote-executor={worker.Address}", "--remote-fallback=local", "--no-cache"]);
        await Task.Delay(500, TestContext.Current.CancellationToken);
        worker.Kill();
        (await Command.EndAsync(run)).Succeeded().All.Should().Contain("OL327");

        await using var here = await NewAsync("here");
        (await here.RunAsync(Arguments)).Succeeded();
        HashOf(checkout).Should().Be(HashOf(here));
    }

    public void Dispose() => folder.Dispose();

    private Task<Checkout> NewAsync(string name) => Checkout.CreateAsync(folder.PathOf($"{name}-cache"), folder.PathOf($"{name}-checkout"));

    private IEnumerable<string> BlobsOf(string name) => CacheBlobs.In(folder.PathOf($"{name}-cache"));

    private static string HashOf(Checkout checkout) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(checkout.PathOf(Rootfs))));
}
