using OpenLinux.Engine.Building;
using OpenLinux.Engine.Content;

namespace OpenLinux.TestKit.Engine;

/// <summary>A real engine over a cache of its own.</summary>
internal sealed class EngineFolder : IDisposable
{
    private readonly TestFolder folder = new();

    public EngineFolder() => Services = EngineServices.Open(
        new EngineOptions
        {
            CacheDirectory = folder.PathOf("cache"),
            StatCachePath = folder.PathOf("stat"),
            FailedDirectory = folder.PathOf("failed"),
        },
        new SilentReporter());

    public EngineServices Services { get; }

    public string PathOf(string name) => folder.PathOf(name);

    public FileNode File(string content, int mode = FileNode.Regular) => File(System.Text.Encoding.UTF8.GetBytes(content), mode);

    public FileNode File(byte[] content, int mode = FileNode.Regular) =>
        new(Services.Store.PutAsync(content).AsTask().GetAwaiter().GetResult(), mode);

    public void Dispose()
    {
        Services.Dispose();
        folder.Dispose();
    }
}
