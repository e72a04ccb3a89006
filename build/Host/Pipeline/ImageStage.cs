using OpenLinux.Configuration;
using OpenLinux.Docker.Images;
using OpenLinux.Engine.Content;
using OpenLinux.Host.Lifetime;
using OpenLinux.Oci;

namespace OpenLinux.Host.Pipeline;

/// <summary>From the tarball to the verified image, and only then to its names. Asks the daemon once for everything.</summary>
internal sealed class ImageStage
{
    private readonly BuildContext context;
    private readonly ArchitectureConfiguration architecture;
    private readonly ImageMaterials materials;
    private readonly DaemonImages daemon;
    private readonly ImageActions actions;
    private readonly Lazy<Task<string>> image;
    private readonly Lazy<Task<string>> verified;

    /// <param name="oci">The OCI image, where the mode wants it; else null.</param>
    public ImageStage(BuildContext context, ArchitectureConfiguration architecture, PackedRootfs rootfs, OciOutput? oci)
    {
        this.context = context;
        this.architecture = architecture;
        var (services, stamp) = (context.Services, Stamp.Of(context, architecture));
        var intent = ImageIntent.Of(context.Settings.Image.Config, architecture.Platform, context.ImageMode.DiffIds(rootfs, oci), stamp);
        materials = new ImageMaterials(context, intent, stamp, rootfs, oci);
        daemon = new DaemonImages(services.Docker, References(context, stamp));
        actions = new ImageActions(services.Docker, services.Engine.Engine, architecture.Name, intent, daemon, services.DaemonChanges);
        image = new(MakeOnceAsync);
        verified = new(VerifyOnceAsync);
    }

    public static IReadOnlyList<string> References(BuildContext context, BuildStamp stamp) =>
        TagTemplates.References(context.Settings.Image.Repository, context.Settings.Image.Tags, stamp);

    /// <returns>The image's ID.</returns>
    public Task<string> ImageAsync() => image.Value;

    /// <summary>The image is what was meant, and starts where this machine can start it.</summary>
    /// <returns>The image's ID.</returns>
    public Task<string> VerifyAsync() => verified.Value;

    public async Task TagAsync()
    {
        var id = await VerifyAsync();
        foreach (var reference in daemon.References)
        {
            await actions.TagAsync(id, reference, context.Cancellation);
        }

        ImageListing.Require(daemon, id, materials.Intent);
        context.Journal.Note(string.Join(", ", daemon.References), changed: false);
    }

    private async Task<string> MakeOnceAsync()
    {
        var id = await context.ImageMode.MakeAsync(actions, materials);
        context.Journal.Note($"{architecture.Name} image {OciDigest.Shortened(id)}", changed: context.Services.DaemonChanges.HasMade(id));
        return id;
    }

    private async Task<string> VerifyOnceAsync()
    {
        var id = await ImageAsync();
        ImageComparison.Require(materials.Intent, daemon.ById(id) ?? throw ImageListing.Missing(id), id);
        if (context.Services.Machine.Services.Foreign.CanRun(architecture.Name))
        {
            await actions.StartAsync(id, context.Settings.Image.Shell, context.Cancellation);
        }
        else
        {
            context.Journal.Warning(
                $"The {architecture.Name} image was not started: this machine does not run its programs. "
                + $"--target=Doctor --arch={architecture.Name} says what to install.");
        }

        context.Journal.Note($"{daemon.References[0]} is {materials.Intent.Platform}, as configured", changed: false);
        return id;
    }
}
