using OpenLinux.Configuration;
using OpenLinux.Docker.Images;
using OpenLinux.Engine.Content;
using OpenLinux.Oci;
using OpenLinux.Oci.Naming;
using OpenLinux.Rootfs.Packing;
using OpenLinux.TestKit.Engine;
using OpenLinux.TestKit.Oci;
using OpenLinux.TestKit.Rootfs;

namespace OpenLinux.TestKit.Docker;

/// <summary>A tarball whose shell answers, a real engine, a real daemon, and a repository that nobody else uses.</summary>
internal sealed class ImageFixture : IDisposable
{
    private readonly EngineFolder engine;

    private readonly string name;

    private ImageFixture(EngineFolder engine, string registry, string name)
    {
        this.engine = engine;
        this.name = name;
        Repository = registry + name;
        Changes = new DaemonChanges(Docker);
    }

    public string Repository { get; }

    public DockerCommand Docker { get; } = new();

    public string TarballPath { get; private init; } = "";

    public RootfsTarball Tarball { get; private init; } = null!;

    public DaemonChanges Changes { get; }

    public ImageActions Actions(DaemonImages daemon, ImageIntent? intent = null) =>
        new(Docker, engine.Services.Engine, "x86_64", intent ?? Intent(), daemon, Changes);

    /// <param name="registry">"" or a registry's name with a slash behind.</param>
    public static async Task<ImageFixture> CreateAsync(byte[]? shell = null, string registry = "")
    {
        var engine = new EngineFolder();
        var tree = FileTree.Empty
            .With("bin/sh", engine.File(shell ?? Programs.Saying("started", 0), FileNode.Executable))
            .With("tmp", new DirectoryNode(0b001_111_111_111));
        var tarball = RootfsArchive.Of(await engine.Services.Engine.RunAsync(RootfsArchive.Pack(tree, 0, "x86_64"), default));
        var path = engine.PathOf("rootfs.tar.gz");
        await engine.Services.Store.WriteToAsync(tarball.Content, path, FileNode.Regular);
        return new ImageFixture(engine, registry, $"openlinux-images-{Guid.NewGuid():n}") { Tarball = tarball, TarballPath = path };
    }

    public ImageIntent Intent(ImageConfiguration? image = null, OciDigest? diffId = null) => ImageIntent.Of(
        (image ?? Samples.Image).Config,
        "linux/amd64",
        [diffId ?? Tarball.DiffId],
        new BuildStamp("1.0", "x86_64", new string('a', 40), IsDirty: false, DateTimeOffset.UnixEpoch));

    public DaemonImages Daemon(params string[] tags) => new(Docker, [.. tags.Select(tag => ImageReference.Parse($"{Repository}:{tag}"))]);

    public Task<OciDigest> ImportAsync(DaemonImages daemon, ImageIntent? intent = null) =>
        Actions(daemon, intent).ImportAsync(TarballPath, Tarball.Content, default);

    public async Task TagAsync(OciDigest image, DaemonImages daemon)
    {
        foreach (var reference in daemon.References)
        {
            await Actions(daemon).TagAsync(image, reference, default);
        }
    }

    /// <summary>"repository:tag ID" of every image of this fixture, however Docker shortens its name.</summary>
    public string[] Listed() =>
        [.. Tool.Run("docker", ["images", "--no-trunc", "--format", "{{.Repository}}:{{.Tag}} {{.ID}}"])
            .Split('\n').Where(line => line.Contains(name, StringComparison.Ordinal))];

    public void Dispose()
    {
        foreach (var image in Listed().Select(line => line.Split(' ')[1]).Distinct())
        {
            Tool.Run("docker", ["rmi", "-f", image]);
        }

        engine.Dispose();
    }
}
