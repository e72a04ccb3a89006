using System.Text.Json;
using OpenLinux.Docker;
using OpenLinux.Oci;
using OpenLinux.Oci.Naming;
using OpenLinux.TestKit.Rootfs;

namespace OpenLinux.TestKit.Docker;

/// <summary>The real daemon through the real client, with every call counted.</summary>
internal sealed class DockerCommand : IDockerClient
{
    public List<string> Calls { get; } = [];

    /// <summary>The ID that the last import gave.</summary>
    public OciDigest Imported { get; private set; }

    public IReadOnlyList<DockerImage> Inspect(IReadOnlyList<string> references)
    {
        Calls.Add("inspect");
        var (_, stdout, _) = Tool.Try("docker", ["image", "inspect", "--format", "{{json .}}", .. references]);
        return [.. stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct().Select(Image)];
    }

    public OciDigest Import(DockerImport import)
    {
        Calls.Add("import");
        return Imported = OciDigest.Parse(Tool.Run("docker", ["import", "--platform", import.Platform, .. import.Changes.SelectMany(change => new[] { "--change", change }), import.Tarball]).Trim());
    }

    public OciDigest Build(DockerBuild build)
    {
        Calls.Add("build");
        var arguments = build.BuildArguments.SelectMany(argument => new[] { "--build-arg", $"{argument.Key}={argument.Value}" });
        return OciDigest.Parse(Tool.Run("env", ["DOCKER_BUILDKIT=0", "docker", "build", "-q", "--platform", build.Platform, "--file", build.Dockerfile, .. arguments, build.Context]).Trim());
    }

    public void Load(string archive)
    {
        Calls.Add("load");
        Tool.Run("docker", ["load", "--input", archive]);
    }

    public void Save(string image, string archive)
    {
        Calls.Add("save");
        Tool.Run("docker", ["save", "--output", archive, image]);
    }

    public void Tag(OciDigest image, ImageReference reference)
    {
        Calls.Add("tag");
        Tool.Run("docker", ["tag", image.ToString(), reference.ToString()]);
    }

    public void Remove(string reference)
    {
        Calls.Add("remove");
        Tool.Run("docker", ["rmi", reference]);
    }

    public DockerRunResult Run(DockerRun run)
    {
        Calls.Add("run");
        var (exitCode, stdout, stderr) = Tool.Try(
            "docker", ["run", "--rm", "--network", run.Network ?? "none", "--entrypoint", run.Entrypoint ?? "", run.Image, .. run.Command]);
        return new DockerRunResult(exitCode, stdout, stderr);
    }

    public IReadOnlyList<DockerImageRow> List(ImageReference? repository)
    {
        Calls.Add("ls");
        return [.. Tool.Run("docker", ["image", "ls", "--no-trunc", "--quiet"]).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(id => new DockerImageRow("", OciDigest.Parse(id), "", ""))];
    }

    public int RunAttached(DockerRun run) => throw new NotSupportedException();

    private static DockerImage Image(string json)
    {
        using var document = JsonDocument.Parse(json);
        var image = document.RootElement;
        var config = image.GetProperty("Config");
        return new DockerImage(
            OciDigest.Parse(image.GetProperty("Id").GetString()!),
            Texts(image, "RepoTags"),
            image.GetProperty("Os").GetString()!,
            image.GetProperty("Architecture").GetString()!,
            [.. Texts(image.GetProperty("RootFS"), "Layers").Select(OciDigest.Parse)],
            new ImageConfig(
                Texts(config, "Entrypoint"),
                Texts(config, "Cmd"),
                Texts(config, "Env").Select(variable => variable.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]),
                Labels(config),
                Text(config, "User"),
                Text(config, "WorkingDir")),
            image.GetProperty("Size").GetInt64());
    }

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var text) ? text.GetString() ?? "" : "";

    private static string[] Texts(JsonElement element, string name) =>
        element.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(text => text.GetString()!)]
            : [];

    private static Dictionary<string, string> Labels(JsonElement config) =>
        config.TryGetProperty("Labels", out var labels) && labels.ValueKind == JsonValueKind.Object
            ? labels.EnumerateObject().ToDictionary(label => label.Name, label => label.Value.GetString()!)
            : [];
}
