using System.Text;
using OpenLinux.Common.Processes;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Remote;
using OpenLinux.Engine.Remote.Caching;
using OpenLinux.Engine.Storage;
using OpenLinux.Remote;
using OpenLinux.Remote.Opening;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Checkouts;
using OpenLinux.TestKit.Http;
using OpenLinux.TestKit.Remote;
using Reapi = OpenLinux.Engine.Reapi;

namespace OpenLinux.EndToEnd.Remote;

/// <summary>Debian's bazel and our client on one server: each reads what the other wrote.</summary>
public sealed class BazelCacheTests : IDisposable
{
    private const string Made = "made by bazel\n";
    private const string Ours = "made by us, and longer than what was there\n";

    private readonly TestFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task On_nginx_and_on_its_worker_each_reads_what_the_other_wrote()
    {
        using (var nginx = new NginxServer())
        {
            await ShareAsync(nginx.Address, nginx.Files, countsAsIs: false);
        }

        await using var worker = await RemoteWorker.StartAsync();
        await ShareAsync(worker.Address, worker.Files, countsAsIs: true);
    }

    public void Dispose() => folder.Dispose();

    /// <param name="countsAsIs">Whether the engine takes a result that it has not sealed itself.</param>
    private async Task ShareAsync(string address, string files, bool countsAsIs)
    {
        (await BuildAsync(address, "first", isHit: false)).Should().Be(Made);
        var cache = RemoteCaches.Open(new RemoteSettings(address, new Dictionary<string, string>()), new ProcessLauncher()).Cache;
        using var cacheFolder = new CacheFolder(folder.PathOf($"{new Uri(address).Scheme}-cache"));
        var disk = new FileContentStore(cacheFolder);
        using var storage = new RemoteStorage(new RemoteAccess(cache), disk, cacheFolder, new SilentReporter());
        var action = ActionIn(files);

        var result = (await cache.GetResultAsync(action, Cancellation))!;
        var output = result.OutputFiles.Should().ContainSingle().Subject;
        (await ReadAsync(cache, output.Digest.ToDigest())).Should().Be(Made);
        (await cache.FindMissingAsync([action, output.Digest.ToDigest(), Digest.OfUtf8(Ours)], Cancellation)).Should().Equal(Digest.OfUtf8(Ours));

        var found = await storage.Actions.GetAsync(action, Cancellation);
        (found is not null).Should().Be(countsAsIs);
        (found is null ? Made : Encoding.UTF8.GetString((await storage.Store.ReadAsync(found.OutputFiles[0].Digest.ToDigest(), Cancellation))!)).Should().Be(Made);

        // The worker keeps the first result of an action: it is to have lost that.
        File.Delete(ResultIn(files));
        output.Digest = (await disk.PutAsync(Encoding.UTF8.GetBytes(Ours), Cancellation)).ToMessage();
        await storage.Actions.PutAsync(action, ResultSeal.Without(result), Cancellation);
        await storage.EndAsync(Cancellation);

        (await BuildAsync(address, "second", isHit: true)).Should().Be(Ours);
    }

    /// <summary>Without anything that bazel remembers of earlier builds but its own program.</summary>
    private async Task<string> BuildAsync(string address, string name, bool isHit)
    {
        var workspace = folder.PathOf($"{new Uri(address).Scheme}-{name}");
        Directory.CreateDirectory(workspace);
        File.WriteAllText(Path.Combine(workspace, "WORKSPACE"), "workspace(name = \"shared\")\n");
        File.WriteAllText(Path.Combine(workspace, "BUILD"), $"genrule(name = \"x\", outs = [\"x.txt\"], cmd = \"echo {Made.Trim()} > $@\")\n");
        var built = (await Command.RunAsync(
            "bazel",
            [
                "--batch", "--nohome_rc", $"--output_user_root={folder.PathOf("user")}", $"--output_base={workspace}-out",
                "--host_jvm_args=-Xmx512m", "--host_jvm_args=-XX:+UseSerialGC", "--host_jvm_args=-XX:TieredStopAtLevel=1",
                "build", "//:x", "--spawn_strategy=local", "--genrule_strategy=local", $"--remote_cache={address}", "--curses=no",
            ],
            workspace)).Succeeded();
        (built.All.Contains("1 remote cache hit", StringComparison.Ordinal)).Should().Be(isHit, "it said: {0}", built.All);
        return File.ReadAllText(Path.Combine(workspace, "bazel-bin", "x.txt"));
    }

    private static async Task<string?> ReadAsync(IRemoteCache cache, Digest blob)
    {
        using var content = new MemoryStream();
        return await cache.ReadAsync(blob, content, Cancellation) ? Encoding.UTF8.GetString(content.ToArray()) : null;
    }

    private static Digest ActionIn(string files)
    {
        var hash = Path.GetFileName(ResultIn(files));
        var message = Directory.EnumerateFiles(files, hash, SearchOption.AllDirectories).Single(file => !file.Contains("/ac/", StringComparison.Ordinal));
        var action = Digest.Of(File.ReadAllBytes(message));
        action.Hash.Should().Be(hash);
        return action;
    }

    private static string ResultIn(string files) =>
        Directory.EnumerateFiles(Path.Combine(files, "ac"), "*", SearchOption.AllDirectories).Should().ContainSingle().Subject;
}
