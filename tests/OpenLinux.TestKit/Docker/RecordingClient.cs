using Cake.Docker;
using OpenLinux.Docker.Client;

namespace OpenLinux.TestKit.Docker;

/// <summary>A docker that does nothing but write down its arguments and its DOCKER_BUILDKIT.</summary>
internal sealed class RecordingClient : IDisposable
{
    private readonly ClientFolder folder;

    public RecordingClient(string answer = "", string? buildKit = null)
    {
        folder = new ClientFolder($"""
            here=$(dirname "$0")
            for argument in "$@"; do printf '%s\0' "$argument"; done >>"$here/arguments"
            printf '\n\0' >>"$here/arguments"
            printf '%s' "$DOCKER_BUILDKIT" >"$here/buildkit"
            {answer}
            """, buildKit);
    }

    public CakeDockerClient Client => folder.Client;

    public string BuildKit => File.ReadAllText(folder.PathOf("buildkit"));

    /// <summary>The arguments of each call so far.</summary>
    public IReadOnlyList<string[]> Calls => [.. File.ReadAllText(folder.PathOf("arguments"))
        .Split("\n\0", StringSplitOptions.RemoveEmptyEntries)
        .Select(call => call.Split('\0')[..^1])];

    public TSettings Of<TSettings>(TSettings settings)
        where TSettings : AutoToolSettings
    {
        settings.ToolPath = folder.Program;
        return settings;
    }

    public void Dispose() => folder.Dispose();
}
