using OpenLinux.Common.Files;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Oci;
using OpenLinux.Oci.Naming;

namespace OpenLinux.Docker.Images;

/// <summary>
/// The daemon's part of the build as actions. Each one's text result is checked against the daemon before it counts as cached.
/// Images are made without a name: they get theirs once they are verified.
/// </summary>
public sealed class ImageActions(
    IDockerClient client, IBuildEngine engine, string architecture, ImageIntent intent, DaemonImages daemon, DaemonChanges changes)
{
    private const string Input = "rootfs.tar.gz";

    /// <summary>The image from <c>docker import</c>.</summary>
    /// <returns>The image's ID.</returns>
    public Task<OciDigest> ImportAsync(string tarball, Digest content, CancellationToken cancellation)
    {
        var instructions = ImageInstructions.Of(intent.Config);
        return MakeAsync(
            "DockerImport",
            instructions,
            content,
            _ => Task.FromResult(MakeForPlatform(() => client.Import(new DockerImport(tarball, intent.Platform, instructions)))),
            cancellation);
    }

    /// <summary>The image from <c>docker build</c>.</summary>
    /// <param name="dockerfile">Its text, which ends with the configuration's instructions.</param>
    /// <param name="context">The folder that holds it and the tarball; a function, as it is only laid out on a miss.</param>
    /// <param name="tarball">Whose files the image must have.</param>
    public Task<OciDigest> BuildAsync(string dockerfile, Func<DockerBuild> context, string tarball, Digest content, CancellationToken cancellation) =>
        MakeAsync(
            "DockerBuild",
            [$"--file={Digest.OfUtf8(dockerfile).ToOci()}"],
            content,
            _ => Task.FromResult(MakeForPlatform(() => client.Build(context()))),
            cancellation,
            id => BuiltFiles.Require(client, id, tarball, intent.Platform, cancellation));

    /// <summary>The image from an archive of ours, whose ID is known before anything is loaded.</summary>
    /// <param name="id">What the configuration's digest makes it.</param>
    /// <param name="manifest">On containerd's image store, Docker knows an image by its manifest's digest (moby #45458).</param>
    /// <param name="write">Writes the archive, without names in it, to the path that it is given.</param>
    public Task<OciDigest> LoadAsync(OciDigest id, Digest manifest, Func<string, CancellationToken, Task> write, CancellationToken cancellation) =>
        MakeAsync(
            "DockerLoad",
            [id.ToString()],
            manifest,
            async cancelled =>
            {
                using var folder = new TemporaryFolder();
                var archive = folder.PathOf("image.tar");
                await write(archive, cancelled);
                return Load(archive, [id, manifest.ToOci()]);
            },
            cancellation);

    public Task TagAsync(OciDigest image, ImageReference reference, CancellationToken cancellation) =>
        engine.RunAsync(
            new ActionSpec
            {
                Mnemonic = "DockerTag",
                Label = $"{architecture} {reference}",
                Arguments = [image.ToString(), reference.ToString()],
                Outputs = [],
                Builtin = new DaemonStep("docker-tag", () =>
                {
                    var before = daemon.Find(reference);
                    changes.Name(image, reference, before, before is not null && intent.IsLike(before.Config));
                    daemon.Forget();
                    return image.ToString();
                }),
            },
            _ => daemon.PointsTo(reference, image),
            "the daemon has it no longer, or has another image under that name",
            cancellation);

    /// <summary>Starts the image once; an image ID never changes, so neither does the answer.</summary>
    public Task StartAsync(OciDigest image, ImageStart start, CancellationToken cancellation) =>
        engine.RunAsync(
            new ActionSpec
            {
                Mnemonic = "DockerStart",
                Label = $"{architecture} {string.Join(' ', start.Command.Take(2))}",
                Arguments = [image.ToString(), intent.Platform, start.Answer ?? "", .. start.Command],
                Outputs = [],
                Builtin = new DaemonStep("docker-start", () => start.Require(client, image, intent.Platform)),
            },
            cancellation);

    private OciDigest Load(string archive, IReadOnlyList<OciDigest> ids)
    {
        changes.Make(ids, () => client.Load(archive));
        return client.Inspect([.. ids.Select(id => id.ToString())]) is [var loaded, ..] ? loaded.Id : throw ImageListing.Missing(ids[0].ToString());
    }

    /// <summary>Old daemons make every image for themselves.</summary>
    private OciDigest MakeForPlatform(Func<OciDigest> make)
    {
        var id = changes.Make(make);
        if (Described(id).IsFor(intent.Platform))
        {
            return id;
        }

        var copy = changes.Make(() => StoredPlatform.Copy(client, id, intent.Platform));
        changes.TakeBack(id);
        return copy;
    }

    /// <param name="make">Makes the image and gives its ID.</param>
    /// <param name="check">What a comparison of its description does not tell.</param>
    private async Task<OciDigest> MakeAsync(
        string mnemonic,
        IReadOnlyList<string> parameters,
        Digest content,
        Func<CancellationToken, Task<OciDigest>> make,
        CancellationToken cancellation,
        Action<OciDigest>? check = null)
    {
        var outcome = await engine.RunAsync(
            new ActionSpec
            {
                Mnemonic = mnemonic,
                Label = $"{architecture} image",
                Arguments = [intent.Platform, .. parameters],
                Inputs = FileTree.Empty.With(Input, new FileNode(content)),
                Outputs = [],
                Builtin = new DaemonStep(mnemonic, async cancelled =>
                {
                    var id = await make(cancelled);
                    ImageComparison.Require(intent, Described(id), id.ToString());
                    check?.Invoke(id);
                    return id.ToString();
                }),
            },
            made => OciDigest.TryParse(made, out var id) && daemon.ById(id) is not null,
            "the daemon has the image no longer",
            cancellation);
        if (!outcome.Cached)
        {
            daemon.Forget();
        }

        return OciDigest.Parse(outcome.Stdout);
    }

    private DockerImage Described(OciDigest id) => client.Find(id) ?? throw ImageListing.Missing(id.ToString());

    /// <summary>What the daemon does; its text result is the daemon's answer.</summary>
    private sealed class DaemonStep(string name, Func<CancellationToken, Task<string>> ask) : Builtin(name, version: 1)
    {
        public DaemonStep(string name, Func<string> ask)
            : this(name, _ => Task.FromResult(ask()))
        {
        }

        public override bool IsOfThisMachine => true;

        public override async Task<BuiltinResult> RunAsync(ActionSpec spec, BuiltinServices services, CancellationToken cancellation) =>
            new(FileTree.Empty, await ask(cancellation));
    }
}
