using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Diagnostics;

namespace OpenLinux.Images.Docker;

/// <summary>The daemon's part of the build as actions. Each one's text result is checked against the daemon before it counts as cached.</summary>
public sealed class ImageActions(IDockerClient client, IBuildEngine engine, string architecture)
{
    private const string Tarball = "rootfs.tar.gz";

    /// <summary>The image from <c>docker import</c>, untagged; tags are set once it proved to be what was meant.</summary>
    /// <returns>The image's ID.</returns>
    public Task<string> ImportAsync(ImageIntent intent, string tarball, Digest content, DaemonImages daemon, CancellationToken cancellation)
    {
        var instructions = ImageInstructions.Of(intent.Config);
        return MakeAsync(
            "DockerImport",
            [intent.Platform, .. instructions],
            content,
            () => client.Import(new DockerImport(tarball, Reference: null, intent.Platform, instructions, Message: "")),
            intent,
            daemon,
            cancellation);
    }

    /// <summary>The image from <c>docker build</c>, untagged.</summary>
    /// <param name="dockerfile">Its text, which ends with the configuration's instructions.</param>
    /// <param name="context">The folder that holds it and the tarball; a function, as it is only laid out on a miss.</param>
    /// <param name="tarball">Whose files the image must have.</param>
    public Task<string> BuildAsync(
        ImageIntent intent,
        string dockerfile,
        Func<DockerBuild> context,
        string tarball,
        Digest content,
        DaemonImages daemon,
        CancellationToken cancellation) =>
        MakeAsync(
            "DockerBuild",
            [intent.Platform, $"--file={Digest.OfUtf8(dockerfile).ToOci()}"],
            content,
            () => client.Build(context()),
            intent,
            daemon,
            cancellation,
            id => BuiltFiles.Require(client, id, tarball, intent.Platform, cancellation));

    /// <summary>The image from an archive of ours, whose ID is known before anything is loaded.</summary>
    /// <param name="id">What the configuration's digest makes it.</param>
    /// <param name="content">The archive's digest.</param>
    public Task<string> LoadAsync(
        ImageIntent intent, string id, string archive, Digest content, DaemonImages daemon, CancellationToken cancellation) =>
        MakeAsync("DockerLoad", [intent.Platform, id], content, () => Load(archive, id, daemon.References[0]), intent, daemon, cancellation);

    public Task TagAsync(string image, string reference, DaemonImages daemon, CancellationToken cancellation) =>
        engine.RunAsync(
            new ActionSpec
            {
                Mnemonic = "DockerTag",
                Label = $"{architecture} {reference}",
                Arguments = [image, reference],
                Outputs = [],
                Builtin = new DaemonStep("docker-tag", () =>
                {
                    client.Tag(image, reference);
                    daemon.Forget();
                    return image;
                }),
            },
            id => daemon.PointsTo(reference, id),
            "the daemon has it no longer, or has another image under that name",
            cancellation);

    /// <summary>Starts the image's shell once; an image ID never changes, so neither does the answer.</summary>
    public Task StartAsync(string image, string platform, string shell, CancellationToken cancellation) =>
        engine.RunAsync(
            new ActionSpec
            {
                Mnemonic = "DockerStart",
                Label = $"{architecture} {shell} -c",
                Arguments = [image, platform, shell],
                Outputs = [],
                Builtin = new DaemonStep("docker-start", () => ImageStart.Require(client, image, platform, shell)),
            },
            cancellation);

    /// <summary>On containerd's image store, Docker knows an image by its manifest's digest (moby #45458); there the name that the archive gives it finds it.</summary>
    private string Load(string archive, string id, string reference)
    {
        client.Load(archive);
        return client.Inspect([id]).Count == 0 && client.Inspect([reference]) is [var named, ..] ? named.Id : id;
    }

    private async Task<string> MakeAsync(
        string mnemonic,
        IReadOnlyList<string> parameters,
        Digest content,
        Func<string> make,
        ImageIntent intent,
        DaemonImages daemon,
        CancellationToken cancellation,
        Action<string>? check = null)
    {
        var outcome = await engine.RunAsync(
            new ActionSpec
            {
                Mnemonic = mnemonic,
                Label = $"{architecture} image",
                Arguments = [.. parameters],
                Inputs = FileTree.Empty.With(Tarball, new FileNode(content)),
                Outputs = [],
                Builtin = new DaemonStep(mnemonic, () => MakeAsMeant(make, intent, daemon, check)),
            },
            id => daemon.ById(id) is not null,
            "the daemon has the image no longer",
            cancellation);
        if (!outcome.Cached)
        {
            daemon.Forget();
        }

        return outcome.Stdout;
    }

    /// <summary>An image that is not what was meant goes again, and the names that <c>docker load</c> gave it are what they were.</summary>
    private string MakeAsMeant(Func<string> make, ImageIntent intent, DaemonImages daemon, Action<string>? check)
    {
        var named = daemon.References.Select(reference => (reference, daemon.Find(reference)?.Id)).ToList();
        var id = make();
        try
        {
            var image = client.Inspect([id]) is [var found, ..] ? found : throw ImageListing.Missing(id);
            ImageComparison.Require(intent, image, id);
            check?.Invoke(id);
            return id;
        }
        catch
        {
            daemon.Forget();
            foreach (var (reference, before) in named.Where(name => name.Id != id && daemon.PointsTo(name.reference, id)))
            {
                Restore(reference, before);
            }

            Try(() => client.Remove(id));
            throw;
        }
    }

    private void Restore(string reference, string? before) => Try(() =>
    {
        if (before is null)
        {
            client.Remove(reference);
        }
        else
        {
            client.Tag(before, reference);
        }
    });

    /// <summary>What the daemon does; its text result is the daemon's answer.</summary>
    private sealed class DaemonStep(string name, Func<string> ask) : Builtin(name, version: 1)
    {
        public override Task<BuiltinResult> RunAsync(ActionSpec spec, IContentStore store, CancellationToken cancellation) =>
            Task.FromResult(new BuiltinResult(FileTree.Empty, ask()));
    }

    private static void Try(Action cleaning)
    {
        try
        {
            cleaning();
        }
        catch (BuildException)
        {
            // It is gone, or in use elsewhere. What is wrong with the image is what there is to say.
        }
    }
}
