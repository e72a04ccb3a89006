using System.Collections.Concurrent;
using System.Text;
using OpenLinux.Common.Processes;
using OpenLinux.Oci.Naming;
using OpenLinux.Registry;
using OpenLinux.Registry.Content;
using OpenLinux.Registry.Pushing;

namespace OpenLinux.TestKit.Registry;

/// <summary>A user with a Docker configuration and a search path of its own, who pushes without waiting long.</summary>
public sealed class PushBench : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly ConcurrentQueue<TimeSpan> pauses = new();

    public PushBench()
    {
        Directory.CreateDirectory(folder.PathOf("docker"));
        Settings = new RegistrySettings(new Dictionary<string, string>
        {
            ["DOCKER_CONFIG"] = folder.PathOf("docker"),
            ["PATH"] = $"{folder.PathOf("bin")}:/usr/bin:/bin",
        })
        {
            CertificateFolders = [folder.PathOf("certs.d")],
            Attempts = 3,
            Delay = (pause, _) =>
            {
                pauses.Enqueue(pause);
                return Task.CompletedTask;
            },
        };
    }

    public RegistrySettings Settings { get; set; }

    public RecordingReporter Reporter { get; } = new();

    /// <summary>How long each wait for another try would have been.</summary>
    public IReadOnlyList<TimeSpan> Pauses => [.. pauses];

    public string ConfigurationFile => folder.PathOf("docker/config.json");

    /// <summary>All that people were told.</summary>
    public string Told => string.Join('\n', [.. Reporter.Messages, .. Reporter.Details, .. Reporter.Warnings]);

    public static string Auth(string user, string password) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));

    public void Configure(string json) => folder.Write("docker/config.json", json);

    public void LogIn(string host, string user = LocalRegistry.User, string password = LocalRegistry.Password) =>
        Configure($$"""{"auths": {"{{host}}": {"auth": "{{Auth(user, password)}}"} } }""");

    public string Write(string name, string content) => folder.Write(name, content);

    public string PathOf(string name) => folder.PathOf(name);

    public void AddProgram(string name, string script) => folder.WriteProgram($"bin/{name}", script);

    public Task<PushReceipt> PushAsync(string reference, PushedManifest root, params string[] tags) =>
        PushAsync(new PushRequest(ImageReference.Parse(reference), root) { Tags = tags });

    public Task<PushReceipt> PushAsync(PushRequest request, CancellationToken cancellation = default) =>
        new ImagePusher(Settings, new ProcessLauncher(), Reporter).PushAsync(request, cancellation);

    public void Dispose() => folder.Dispose();
}
