using OpenLinux.Docker.Images;
using OpenLinux.Oci.Naming;

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
    /// <returns>The image ID. An old daemon makes it for its own platform (<see cref="StoredPlatform"/>).</returns>
    OciDigest Import(DockerImport import);

    /// <summary>Makes an image by a Dockerfile, untagged.</summary>
    /// <inheritdoc cref="Import"/>
    OciDigest Build(DockerBuild build);

    /// <summary>Takes in the images of an archive, under the names that it gives them.</summary>
    void Load(string archive);

    void Tag(OciDigest image, ImageReference reference);

    /// <summary>Removes a reference; the image goes when it was the last one.</summary>
    /// <param name="reference">May be an ID.</param>
    void Remove(string reference);

    /// <summary>Writes an image with its layers to a new file, as <c>docker load</c> reads it.</summary>
    /// <param name="image">Its ID, or a reference, which the archive keeps.</param>
    void Save(string image, string archive);

    /// <summary>A row a name, and one for each image without any; IDs in full.</summary>
    /// <param name="repository">Null for all.</param>
    IReadOnlyList<DockerImageRow> List(ImageReference? repository);

    /// <summary>Runs a container to its end, removed afterwards, output captured.</summary>
    DockerRunResult Run(DockerRun run);

    /// <summary>Runs a container on this terminal.</summary>
    /// <returns>The container's exit code.</returns>
    int RunAttached(DockerRun run);
}

/// <summary>Questions about one image.</summary>
public static class DockerClientExtensions
{
    /// <param name="name">A reference, an ID, or how an ID begins.</param>
    /// <returns>Null where the daemon has none of that name.</returns>
    public static DockerImage? Find(this IDockerClient client, string name) => client.Inspect([name]) is [var found, ..] ? found : null;

    /// <inheritdoc cref="Find(IDockerClient, string)"/>
    public static DockerImage? Find(this IDockerClient client, OciDigest id) => client.Find(id.ToString());
}
