using System.Security.Cryptography;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Checkouts;
using OpenLinux.TestKit.Http;

namespace OpenLinux.EndToEnd;

/// <summary>The compiled host, nginx as docs/remote.md sets it up, and between them a server that goes wrong.</summary>
public sealed class RemoteCacheTests : IDisposable
{
    private const string Rootfs = "build/x86_64/openlinux-1.0.0-alpha-x86_64-rootfs.tar.gz";

    private static readonly string[] Arguments =
    [
        "--target=Rootfs", "--arch=x86_64", "--toolchain.toolchain=machine", "--rootfs.required=",
        "--components=kernel-headers", "--components=slow", "--components=builtins",
    ];

    private readonly TestFolder folder = new();
    private readonly NginxServer nginx = new();

    [Fact]
    public async Task With_only_the_server_every_action_is_a_hit_in_another_cache_and_checkout_and_what_fails_there_changes_no_byte()
    {
        await using var first = await NewAsync("first");
        var cold = (await first.RunAsync(Read(nginx.Address, "readwrite"))).Succeeded();
        var tarball = HashOf(first);
        cold.Stderr.Should().MatchRegex("Remote cache .*: [0-9]+ results and [0-9.]+ MB to it\n");

        await using (var second = await NewAsync("second/elsewhere", first))
        {
            var warm = (await second.RunAsync(Read(nginx.Address, "read"))).Succeeded();

            // What tools this machine has it says itself.
            warm.Stderr.Should().NotMatchRegex(@"(?m)^  (?!ToolInspect )[A-Z]\w+ ");
            warm.LineOf("Compile").Should().Contain("from the remote cache");
            warm.LineOf("Rootfs").Should().Contain("all 2 actions unchanged; 2 from the remote cache");
            HashOf(second).Should().Be(tarball);
            BlobsOf("second/elsewhere").Should().NotContain(blob => CacheBlobs.IsObject(blob));
            (await second.RunAsync(Read(nginx.Address, "read"))).Succeeded().Stdout.Should().StartWith("Up to date: ");
        }

        foreach (var fault in (Fault[])[Fault.Loses, Fault.OtherBytes, Fault.Cuts, Fault.Fails, Fault.IsFull])
        {
            using var between = new BlobServer(new Uri(nginx.Address)) { Faults = (_, path) => path.Contains("/cas/", StringComparison.Ordinal) ? fault : Fault.None };
            await using var other = await NewAsync($"{fault}", first);
            Samples.PutSlowArchive(other, File.ReadAllBytes(folder.PathOf("slow-1.tar.gz")));

            var result = (await other.RunAsync(Read(between.Address, "readwrite"))).Succeeded();

            HashOf(other).Should().Be(tarball, "the server {0}", fault);
            result.All.Split("OL70").Length.Should().BeLessThanOrEqualTo(2, "it said: {0}", result.All);
        }
    }

    [Fact]
    public async Task An_address_of_no_known_kind_is_refused_before_anything_starts()
    {
        await using var checkout = await NewAsync("refused");

        var result = await checkout.RunAsync([.. Arguments, "--remote-cache=ftp://me:secret@host/"]);

        result.FailedWith("OL710").All.Should().NotContain("secret").And.Contain("ftp://host");
    }

    public void Dispose()
    {
        nginx.Dispose();
        folder.Dispose();
    }

    private static string[] Read(string address, string mode) => [.. Arguments, $"--remote-cache={address}", $"--remote-mode={mode}"];

    private async Task<Checkout> NewAsync(string name, Checkout? like = null)
    {
        var checkout = await Checkout.CreateAsync(folder.PathOf($"{name}-cache"), folder.PathOf($"{name}-checkout"));
        if (like is null)
        {
            Samples.AddSlowLibrary(checkout, seconds: 0);
            File.Copy(Path.Combine(Samples.SourcesOf(checkout), "slow-1.tar.gz"), folder.PathOf("slow-1.tar.gz"), overwrite: true);
        }
        else
        {
            foreach (var file in (string[])["src/lib/slow/recipe.toml", "src/lib/slow/build.sh"])
            {
                checkout.Write(file, like.ReadAll(file));
            }
        }

        return checkout;
    }

    private IEnumerable<string> BlobsOf(string name) => CacheBlobs.In(folder.PathOf($"{name}-cache"));

    private static string HashOf(Checkout checkout) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(checkout.PathOf(Rootfs))));
}
