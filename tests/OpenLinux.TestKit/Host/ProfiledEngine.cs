using System.Text.Json;
using OpenLinux.Engine.Building;
using OpenLinux.Host.Profiling;
using OpenLinux.Host.Progress;
using OpenLinux.Host.Reporting;
using OpenLinux.TestKit.Engine;

namespace OpenLinux.TestKit.Host;

/// <summary>A real engine whose actions a profile is drawn of, in a workshop of its own.</summary>
internal sealed class ProfiledEngine : IDisposable
{
    private readonly BuildProfile profile = new();

    public ProfiledEngine(Workshop workshop, int maxParallel = 2) => Services = EngineServices.Open(
        new EngineOptions
        {
            CacheDirectory = workshop.Cache,
            StatCachePath = Path.Combine(workshop.Checkout, ".cache/stat"),
            FailedDirectory = workshop.Failed,
            MaxParallel = maxParallel,
        },
        new TaskReporter(new RunVoice(TextWriter.Null, Loudness.Quiet), new NoProgress(), explain: false, profile));

    public EngineServices Services { get; }

    public ProfiledBuild End() => profile.End();

    /// <summary>The trace, read again as a viewer would.</summary>
    public static IReadOnlyList<JsonElement> Trace(ProfiledBuild build)
    {
        using var stream = new MemoryStream();
        new ChromeTrace(build).Write(stream);
        return [.. JsonDocument.Parse(stream.ToArray()).RootElement.EnumerateArray()];
    }

    public void Dispose() => Services.Dispose();
}
