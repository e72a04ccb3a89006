using OpenLinux.Docker;
using OpenLinux.Engine.Content;
using OpenLinux.Oci.Naming;
using OpenLinux.TestKit.Rootfs;

namespace OpenLinux.TestKit.Docker;

/// <summary>A daemon in memory, whose client fails when it is told to.</summary>
/// <param name="made">What every import and load gives, but for its ID and its names.</param>
internal sealed class MemoryDocker(DockerImage made) : IDockerClient
{
    private readonly Dictionary<OciDigest, DockerImage> images = [];
    private readonly Dictionary<string, OciDigest> names = [];
    private int calls;

    /// <summary>The call that fails, from 1, and none after it; 0 for none.</summary>
    public int FailAt { get; set; }

    /// <summary>Fails every call of that name; null for none.</summary>
    public string? FailAlways { get; set; }

    /// <summary>What runs of an image print.</summary>
    public string Answer { get; set; } = "started\n";

    /// <summary>The IDs of images that containers use.</summary>
    public HashSet<OciDigest> InUse { get; } = [];

    public IReadOnlyDictionary<string, OciDigest> Names => names;

    public IEnumerable<OciDigest> Images => images.Keys;

    public bool HasFailed { get; private set; }

    /// <summary>Puts an image there, as others do.</summary>
    public OciDigest Add(DockerImage image, params string[] references)
    {
        images[image.Id] = image;
        foreach (var reference in references)
        {
            names[reference] = image.Id;
        }

        return image.Id;
    }

    public IReadOnlyList<DockerImage> Inspect(IReadOnlyList<string> references)
    {
        Call("inspect");
        return [.. references.Select(IdOf).OfType<OciDigest>().Distinct().Select(Described)];
    }

    public OciDigest Import(DockerImport import)
    {
        Call("import");
        return Add(made with { Id = Digest.OfUtf8($"{calls} {string.Join('\n', import.Changes)}").ToOci() });
    }

    public OciDigest Build(DockerBuild build) => throw new NotSupportedException();

    public void Load(string archive)
    {
        Call("load");
        Add(made);
    }

    public void Tag(OciDigest image, ImageReference reference)
    {
        Call("tag");
        names[reference.Familiar] = images.ContainsKey(image) ? image : throw NoSuchImage(image.ToString());
    }

    public void Remove(string reference)
    {
        Call("rmi");
        var id = IdOf(reference) ?? throw NoSuchImage(reference);
        var own = names.Where(name => name.Value == id).Select(name => name.Key).ToList();
        if (reference == id.ToString() && own.Count > 1 || InUse.Contains(id) && own.Count < 2)
        {
            throw DockerFailure.Of($"docker rmi {reference}", "conflict: unable to delete");
        }

        names.Remove(reference == id.ToString() ? own.FirstOrDefault("") : reference);
        if (own.Count < 2)
        {
            images.Remove(id);
        }
    }

    public IReadOnlyList<DockerImageRow> List(ImageReference? repository)
    {
        Call("ls");
        return [.. images.Keys.Select(id => new DockerImageRow("", id, "", ""))];
    }

    public DockerRunResult Run(DockerRun run)
    {
        Call("run");
        return new DockerRunResult(0, Answer, "");
    }

    public void Save(string image, string archive) => throw new NotSupportedException();

    public int RunAttached(DockerRun run) => throw new NotSupportedException();

    private DockerImage Described(OciDigest id) => images[id] with { References = [.. names.Where(name => name.Value == id).Select(name => name.Key)] };

    private OciDigest? IdOf(string reference) =>
        images.Keys.Cast<OciDigest?>().FirstOrDefault(id => id.ToString() == reference) ?? (names.TryGetValue(reference, out var named) ? named : null);

    private void Call(string name)
    {
        if (++calls == FailAt || name == FailAlways)
        {
            HasFailed = true;
            throw DockerFailure.Of($"docker {name}", "refused");
        }
    }

    private static OpenLinux.Common.Errors.BuildException NoSuchImage(string reference) => DockerFailure.Of($"docker {reference}", $"Error: No such image: {reference}");
}
