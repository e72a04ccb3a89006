using OpenLinux.Oci.Naming;

namespace OpenLinux.Oci;

/// <summary>The image that is meant: what the daemon's is compared with, field by field.</summary>
/// <param name="Platform">"linux/amd64".</param>
/// <param name="DiffIds">Of each layer, from below; null where Docker makes the layer itself, as <c>docker build</c> does.</param>
public sealed record ImageIntent(string Platform, IReadOnlyList<OciDigest>? DiffIds, ImageConfig Config)
{
    private const string Version = "org.opencontainers.image.version";
    private const string Created = "org.opencontainers.image.created";
    private const string Revision = "org.opencontainers.image.revision";

    private static readonly string[] OfTheBuild = [Version, Created, Revision];

    /// <param name="stamp">Adds the labels of the OCI image spec (annotations.md, pre-defined keys) that only a build knows.</param>
    public static ImageIntent Of(ImageConfig image, string platform, IReadOnlyList<OciDigest>? diffIds, BuildStamp stamp) =>
        new(platform, diffIds, image with { Labels = Labels(image.Labels, stamp) });

    /// <summary>
    /// Whether an image is one of ours, of whatever version: it has the labels that every image of this configuration has,
    /// and those that differ from build to build with some value.
    /// </summary>
    public bool IsLike(ImageConfig other) =>
        Config.Labels.Count > 0
        && Config.Labels.All(label => other.Labels.TryGetValue(label.Key, out var value) && (value == label.Value || OfTheBuild.Contains(label.Key)));

    private static SortedDictionary<string, string> Labels(IReadOnlyDictionary<string, string> configured, BuildStamp stamp)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [Version] = stamp.Version,
            [Created] = stamp.CreatedRfc3339,
        };
        if (stamp.Revision is not null)
        {
            labels[Revision] = stamp.Revision + (stamp.IsDirty ? "-dirty" : "");
        }

        foreach (var (name, value) in configured)
        {
            labels[name] = value;
        }

        return labels;
    }
}
