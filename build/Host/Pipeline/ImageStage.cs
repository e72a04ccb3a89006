using OpenLinux.Configuration;
using OpenLinux.Images.Docker;

namespace OpenLinux.Host.Pipeline;

/// <summary>From the tarball to the tagged, verified image. Asks the daemon once for everything.</summary>
internal sealed class ImageStage
{
    private readonly BuildContext context;
    private readonly ArchitectureConfiguration architecture;
    private readonly PackedRootfs rootfs;
    private readonly OciOutput? oci;
    private readonly BuildStamp stamp;
    private readonly ImageIntent intent;
    private readonly DaemonImages daemon;
    private readonly ImageActions actions;
    private readonly Lazy<Task<string>> image;

    /// <param name="oci">The OCI image, in the mode that loads it; else null.</param>
    public ImageStage(BuildContext context, ArchitectureConfiguration architecture, PackedRootfs rootfs, OciOutput? oci)
    {
        this.context = context;
        this.architecture = architecture;
        this.rootfs = rootfs;
        this.oci = oci;
        stamp = Stamp.Of(context, architecture);
        intent = ImageIntent.Of(context.Settings.Image, architecture.Platform, DiffIds(), stamp);
        daemon = new DaemonImages(context.Services.Docker, References(context, stamp));
        actions = new ImageActions(context.Services.Docker, context.Services.Engine.Engine, architecture.Name);
        image = new(MakeAsync);
    }

    public static IReadOnlyList<string> References(BuildContext context, BuildStamp stamp) =>
        TagTemplates.References(context.Settings.Image.Repository, context.Settings.Image.Tags, stamp);

    /// <returns>The image's ID.</returns>
    public Task<string> ImageAsync() => image.Value;

    public async Task TagAsync()
    {
        var id = await ImageAsync();
        foreach (var reference in daemon.References)
        {
            await actions.TagAsync(id, reference, daemon, context.Cancellation);
        }

        context.Journal.Note(string.Join(", ", daemon.References), changed: false);
    }

    public async Task VerifyAsync()
    {
        var id = await ImageAsync();
        ImageListing.Require(daemon, id, intent);
        if (context.Services.Machine.Services.Foreign.CanRun(architecture.Name))
        {
            await actions.StartAsync(id, architecture.Platform, context.Settings.Image.Shell, context.Cancellation);
        }
        else
        {
            context.Journal.Warning(
                $"{daemon.References[0]} was not started: this machine does not run {architecture.Name} programs. "
                + $"--target=Doctor --arch={architecture.Name} says what to install.");
        }

        context.Journal.Note($"{daemon.References[0]} is {intent.Platform}, as configured", changed: false);
    }

    private IReadOnlyList<string>? DiffIds() => context.DockerMode switch
    {
        DockerMode.Import => [rootfs.Tarball.DiffId],
        DockerMode.Load => [.. oci!.Image.Layers.Select(layer => layer.DiffId)],
        _ => null,
    };

    private Task<string> MakeAsync() => context.DockerMode switch
    {
        DockerMode.Import => actions.ImportAsync(intent, rootfs.Path, rootfs.Tarball.Content, daemon, context.Cancellation),
        DockerMode.Load => actions.LoadAsync(intent, oci!.Image.Id, oci.ArchivePath, oci.Archive, daemon, context.Cancellation),
        _ => new DockerfileBuild(context, architecture, rootfs, intent, stamp).RunAsync(actions, daemon),
    };
}
