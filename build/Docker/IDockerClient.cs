using OpenLinux.Docker.Images;

namespace OpenLinux.Docker;

/// <summary>
/// The Docker engine as this project needs it. Every member throws <see cref="Common.Errors.BuildException"/>
/// with the code that <see cref="DockerFailure"/> reads from the client's own message (daemon down, not permitted, client too old, disk full),
/// or <c>OL509</c> with the client's words where it answers something else than it was asked for.
/// </summary>
public interface IDockerClient
{
    /// <summary>One call to the daemon; references it does not have are left out.</summary>
    IReadOnlyList<DockerImage> Inspect(IReadOnlyList<string> references);

    /// <summary>Makes an image of a tarball, untagged.</summary>
    /// <returns>The image ID, "sha256:…". An old daemon makes it for its own platform (<see cref="StoredPlatform"/>).</returns>
    string Import(DockerImport import);

    /// <summary>Makes an image by a Dockerfile, untagged.</summary>
    /// <inheritdoc cref="Import"/>
    string Build(DockerBuild build);

    /// <summary>Takes in the images of an archive, under the names that it gives them.</summary>
    void Load(string archive);

    void Tag(string image, string reference);

    /// <summary>Removes a reference; the image goes when it was the last one.</summary>
    void Remove(string reference);

    /// <summary>Writes an image with its layers to a new file, as <c>docker load</c> reads it.</summary>
    void Save(string image, string archive);

    /// <summary>A row a name, and one for each image without any; IDs in full, "sha256:…".</summary>
    /// <param name="repository">Null for all.</param>
    IReadOnlyList<DockerImageRow> List(string? repository);

    /// <summary>Runs a container to its end, removed afterwards, output captured.</summary>
    DockerRunResult Run(DockerRun run);

    /// <summary>Runs a container on this terminal.</summary>
    /// <returns>The container's exit code.</returns>
    int RunAttached(DockerRun run);
}
