namespace OpenLinux.Images.Docker;

/// <summary>What the daemon has under our references, asked once for everything that wants to know.</summary>
public sealed class DaemonImages(IDockerClient client, IReadOnlyList<string> references)
{
    private const string OfficialImages = "library/";

    private static readonly string[] DefaultRegistries = ["docker.io/", "index.docker.io/"];

    private IReadOnlyList<DockerImage>? known;

    public IReadOnlyList<string> References => references;

    /// <summary>Asks again next time: something was imported or tagged.</summary>
    public void Forget() => known = null;

    public DockerImage? ById(string id) =>
        Known.FirstOrDefault(image => image.Id == id)
        ?? (client.Inspect([id]) is [var found, ..] ? found : null);

    public bool PointsTo(string reference, string id) => Find(reference)?.Id == id;

    public DockerImage? Find(string reference) => Known.FirstOrDefault(image => image.References.Contains(ListedAs(reference)));

    /// <summary>Docker lists images of its own registry without that registry's name (distribution/reference, "familiar name").</summary>
    private static string ListedAs(string reference)
    {
        var registry = Array.Find(DefaultRegistries, name => reference.StartsWith(name, StringComparison.Ordinal));
        var name = reference[(registry?.Length ?? 0)..];
        return name.StartsWith(OfficialImages, StringComparison.Ordinal) && !name[OfficialImages.Length..].Contains('/', StringComparison.Ordinal)
            ? name[OfficialImages.Length..]
            : name;
    }

    private IReadOnlyList<DockerImage> Known => known ??= client.Inspect(references);
}
