using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Building;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Remote;
using OpenLinux.Engine.Verification;
using OpenLinux.Userland.Origins;

namespace OpenLinux.TestKit.Engine;

/// <summary>A checkout and a cache of its own, removed afterwards.</summary>
internal sealed class Workshop(string cacheName = "cache") : IDisposable
{
    public static readonly IReadOnlyDictionary<string, string> PathOnly =
        new Dictionary<string, string> { ["PATH"] = "/usr/local/bin:/usr/bin:/bin" };

    public string Root { get; } = Directory.CreateTempSubdirectory("openlinux-engine-").FullName;

    public string Checkout => Directory.CreateDirectory(Path.Combine(Root, "checkout")).FullName;

    public string Cache => Path.Combine(Root, cacheName);

    public string Failed => Path.Combine(Checkout, ".cache/failed");

    public RecordingReporter Reporter { get; } = new();

    /// <summary>How many days have passed.</summary>
    public int Days { get; set; }

    public EngineServices Open(
        bool useCache = true,
        long maxCacheBytes = EngineOptions.DefaultMaxCacheBytes,
        int jobs = 2,
        RemoteAccess? remote = null,
        RemoteExecutionOptions? execution = null,
        VerifiedShare verified = default,
        bool isDry = false) =>
        EngineServices.Open(
            new EngineOptions
            {
                CacheDirectory = Cache,
                StatCachePath = Path.Combine(Checkout, ".cache/stat"),
                FailedDirectory = Failed,
                UseCache = useCache,
                IsDry = isDry,
                MaxCacheBytes = maxCacheBytes,
                MaxParallel = jobs,
                Verified = verified,
                DescribeDifference = ContentDifference.Of,
                Time = new LaterTime(Days),
                Remote = remote,
                Execution = execution,
            },
            Reporter);

    public string Write(string path, string text)
    {
        var full = Path.Combine(Checkout, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        return full;
    }

    public void Delete(string path) => File.Delete(Path.Combine(Checkout, path));

    /// <summary>The whole of a folder of the checkout as a step's inputs.</summary>
    public FileTree Tree(EngineServices services, string folder) =>
        FileTree.Empty.WithTree(folder, services.Digester.TreeOf(Path.Combine(Checkout, folder)));

    /// <summary>Runs a step in an engine that is opened for it alone, as the next run of the build would.</summary>
    public async Task<ActionOutcome> RunAsync(Func<EngineServices, ActionSpec> spec, bool useCache = true)
    {
        using var services = Open(useCache);
        return await services.Engine.RunAsync(spec(services), TestContext.Current.CancellationToken);
    }

    public static ActionSpec Shell(string script, params string[] outputs) => new()
    {
        Mnemonic = "Shell",
        Label = "test",
        Arguments = ["sh", "-c", script],
        Environment = PathOnly,
        Outputs = outputs,
    };

    public static async Task<string> TextOf(EngineServices services, ActionOutcome outcome, string path)
    {
        var file = outcome.Outputs.Nodes[path].Should().BeOfType<FileNode>().Subject;
        var bytes = await services.Store.ReadAsync(file.Content);
        return System.Text.Encoding.UTF8.GetString(bytes!);
    }

    public string BlobPath(Digest digest) => Path.Combine(Cache, "cas", digest.Hash[..2], digest.Hash);

    /// <summary>Changes one byte in place, as a failing disk would.</summary>
    public static void Damage(string path)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.Delete(path);
        File.WriteAllBytes(path, bytes);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private sealed class LaterTime(int days) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddDays(days);
    }
}
