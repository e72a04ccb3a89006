using OpenLinux.Images.Docker;

namespace OpenLinux.Tests.Images.Support;

/// <summary>A daemon that takes in one image and answers to whichever names it is told to.</summary>
internal sealed class StubDocker(DockerImage image, Func<string, bool> knows) : IDockerClient
{
    public bool HasLoaded { get; private set; }

    /// <summary>What had the image's name before it was loaded.</summary>
    public DockerImage? Earlier { get; init; }

    public List<string> Tagged { get; } = [];

    public List<string> Removed { get; } = [];

    public IReadOnlyList<DockerImage> Inspect(IReadOnlyList<string> references) => HasLoaded ? references.Any(knows) ? [image] : []
        : Earlier is not null ? [Earlier] : [];

    public void Load(string archive) => HasLoaded = true;

    /// <summary>As the client fails where there is no such image.</summary>
    public void Remove(string reference)
    {
        Removed.Add(reference);
        throw DockerFailure.Of($"docker rmi {reference}", $"Error: No such image: {reference}");
    }

    public string Import(DockerImport import) => throw new NotSupportedException();

    public string Build(DockerBuild build) => throw new NotSupportedException();

    public void Tag(string image, string reference) => Tagged.Add($"{image} {reference}");

    public void Save(string image, string archive) => throw new NotSupportedException();

    public IReadOnlyList<DockerImageRow> List(string? repository) => throw new NotSupportedException();

    public DockerRunResult Run(DockerRun run) => throw new NotSupportedException();

    public int RunAttached(DockerRun run) => throw new NotSupportedException();
}
