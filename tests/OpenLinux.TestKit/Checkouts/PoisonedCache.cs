using Google.Protobuf;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Building;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Reapi;
using OpenLinux.Engine.Storage;
using Digest = OpenLinux.Engine.Content.Digest;
using Directory = System.IO.Directory;

namespace OpenLinux.TestKit.Checkouts;

/// <summary>A copy of a build's cache in which someone has put another tarball in the place of the one that was packed.</summary>
internal sealed class PoisonedCache : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("openlinux-poisoned-");

    private PoisonedCache()
    {
    }

    public string Path => System.IO.Path.Combine(folder.FullName, "cache");

    /// <param name="action">The digest of the step that packed, as the build record tells it.</param>
    /// <param name="change">A shell script that changes the unpacked root filesystem, which is its working directory.</param>
    public static async Task<PoisonedCache> OfAsync(string cache, string tarball, string action, string change)
    {
        var poisoned = new PoisonedCache();
        await LinkAsync(cache, poisoned.Path);
        var root = Directory.CreateDirectory(System.IO.Path.Combine(poisoned.folder.FullName, "root")).FullName;
        await Command.OutputAsync(
            "sh", ["-euc", $"tar -xzf {tarball}\n{change}\ntar --sort=name --owner=0 --group=0 --numeric-owner -czf ../rootfs.tar.gz *"], root);
        await poisoned.PutAsync(System.IO.Path.Combine(poisoned.folder.FullName, "rootfs.tar.gz"), action);
        return poisoned;
    }

    /// <summary>A copy that takes no time and no room. Trees are laid out anew where they are wanted: a link to a file of one changes its stamp.</summary>
    public static async Task LinkAsync(string cache, string copy)
    {
        Directory.CreateDirectory(copy);
        await Command.OutputAsync("cp", ["-al", .. ((string[])["cas", "ac", "history"]).Select(area => System.IO.Path.Combine(cache, area)), copy]);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private async Task PutAsync(string tarball, string action)
    {
        using var engine = EngineServices.Open(
            new EngineOptions
            {
                CacheDirectory = Path,
                StatCachePath = System.IO.Path.Combine(folder.FullName, "stat"),
                FailedDirectory = System.IO.Path.Combine(folder.FullName, "failed"),
            },
            new SilentReporter());
        var content = await engine.Store.PutFileAsync(tarball);
        var result = new ActionResult { StdoutRaw = ByteString.CopyFromUtf8("sha256:" + new string('0', 64)) };
        result.OutputFiles.Add(new OutputFile { Path = "rootfs.tar.gz", Digest = content.ToMessage() });
        using var cache = new CacheFolder(Path);
        await new FileActionCache(cache, engine.Store).PutAsync(new Digest(action, 0), result);
    }
}
