using System.Security.Cryptography;
using OpenLinux.Common.Processes;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Storage;
using OpenLinux.Userland.Sources;
using OpenLinux.Userland.Sources.Apt;
using OpenLinux.Userland.Sources.Places;

namespace OpenLinux.TestKit.Userland;

/// <summary>A cache of its own, an archive of random bytes, and fetchers that do not wait long.</summary>
public sealed class SourceFixture : IDisposable
{
    private readonly CacheFolder cache;

    public SourceFixture()
    {
        Folder = Directory.CreateTempSubdirectory("openlinux-sources-").FullName;
        cache = new CacheFolder(Path.Combine(Folder, "cache"));
        Store = new FileContentStore(cache);
        Content = RandomNumberGenerator.GetBytes(300_000);
        Sha256 = Digest.Of(Content).Hash;
        Settings = new SourceFetcherSettings(cache.Root)
        {
            Downloads = new DownloadPolicy { FirstPause = TimeSpan.FromMilliseconds(1) },
            Apt = new AptMachine(Path.Combine(Folder, "no-apt"), Path.Combine(Folder, "no-os-release")),
        };
    }

    public string Folder { get; }

    public IContentStore Store { get; }

    public BuiltinServices Builtins => new(Store, new StepMemory(new FileActionCache(cache, Store), isRead: true), Parallel: 1);

    public byte[] Content { get; }

    public string Sha256 { get; }

    public SourceFetcherSettings Settings { get; set; }

    public DownloadPolicy Downloads
    {
        get => Settings.Downloads;
        set => Settings = Settings with { Downloads = value };
    }

    public RecordingReporter Reporter { get; } = new();

    public string PartialFolder => Path.Combine(Settings.CacheFolder, "partial");

    /// <summary>What is left of downloads under way.</summary>
    public IReadOnlyList<string> Partials => Directory.Exists(PartialFolder) ? Directory.GetFiles(PartialFolder) : [];

    public SourceArchive Archive(params string[] urls) => new("thing-1.0.tar.gz", Sha256, urls, DebianPackage: null);

    public SourceFetcher NewFetcher() => new(Store, new ProcessLauncher(), Reporter, Settings);

    public async Task<Digest> FetchAsync(params string[] urls)
    {
        using var fetcher = NewFetcher();
        return await fetcher.FetchAsync(Archive(urls), CancellationToken.None);
    }

    public async Task ShouldBeStoredAsync(Digest digest)
    {
        digest.Should().Be(Digest.Of(Content));
        (await Store.ReadAsync(digest)).Should().Equal(Content);
        Partials.Should().BeEmpty();
    }

    public void Dispose()
    {
        cache.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
