using OpenLinux.Configuration;
using OpenLinux.Docker;
using OpenLinux.Docker.Images;
using OpenLinux.Engine.Content;
using OpenLinux.Host.Reporting;
using OpenLinux.Host.Stamping;
using OpenLinux.Machine.Foreign;
using OpenLinux.Oci;
using OpenLinux.Oci.Naming;

namespace OpenLinux.Host.Pipeline;

/// <summary>The image in this machine's daemon: made, verified, and only then named. Asks the daemon once for everything.</summary>
internal sealed class LocalImage
{
    private readonly Workbench bench;
    private readonly ArchitectureConfiguration architecture;
    private readonly LocalDaemon local;
    private readonly ImageMode mode;
    private readonly ImageMaterials materials;
    private readonly DaemonImages daemon;
    private readonly ImageActions actions;
    private readonly Lazy<Task<OciDigest>> image;
    private readonly Lazy<Task<OciDigest>> verified;

    /// <param name="oci">The OCI image, where the mode wants it; else null.</param>
    public LocalImage(
        Workbench bench, ArchitectureConfiguration architecture, LocalDaemon local, ImageMode mode, Stamps stamps, PackedRootfs rootfs, OciOutput? oci)
    {
        (this.bench, this.architecture, this.local, this.mode) = (bench, architecture, local, mode);
        var stamp = stamps.Of(architecture);
        var intent = ImageIntent.Of(bench.Settings.Image.Config, architecture.Platform, mode.DiffIds(rootfs, oci), stamp);
        materials = new ImageMaterials(bench, intent, stamp, rootfs, oci);
        daemon = new DaemonImages(local.Client, stamps.References(architecture));
        actions = new ImageActions(local.Client, bench.Engine, architecture.Name, intent, daemon, local.Changes);
        image = new(MakeOnceAsync);
        verified = new(VerifyOnceAsync);
    }

    /// <summary>The image's ID; null where it was not made.</summary>
    public OciDigest? MadeId => image is { IsValueCreated: true, Value.IsCompletedSuccessfully: true } ? image.Value.Result : null;

    /// <returns>The image's ID.</returns>
    public Task<OciDigest> MakeAsync() => image.Value;

    /// <summary>The image is what was meant, and starts where this machine can start it.</summary>
    /// <returns>The image's ID.</returns>
    public Task<OciDigest> VerifyAsync() => verified.Value;

    public async Task TagAsync()
    {
        var id = await VerifyAsync();
        foreach (var reference in daemon.References)
        {
            await actions.TagAsync(id, reference, bench.Cancellation);
        }

        ImageListing.Require(daemon, id, materials.Intent);
        foreach (var reference in daemon.References)
        {
            local.Relied.Add(reference.ToString(), id);
        }

        bench.Reporter.Note(string.Join(", ", daemon.References), changed: false);
        bench.Reporter.Made(new Artifact(ArtifactKind.Image, daemon.References[0].Familiar, id, materials.Rootfs.InstalledSize)
        {
            AlsoNamed = [.. daemon.References.Skip(1).Select(reference => reference.Familiar)],
        });
    }

    private async Task<OciDigest> MakeOnceAsync()
    {
        var id = await mode.MakeAsync(actions, materials);
        local.Relied.Add(id.ToString(), id);
        bench.Reporter.Note($"{architecture.Name} image {id.Short}", changed: local.Changes.HasMade(id));
        return id;
    }

    private async Task<OciDigest> VerifyOnceAsync()
    {
        var id = await MakeAsync();
        ImageComparison.Require(materials.Intent, daemon.ById(id) ?? throw ImageListing.Missing(id.ToString()), id.ToString());
        if (local.Foreign.CanRun(architecture.Name))
        {
            await actions.StartAsync(id, ImageStart.Of(bench.Settings.Image.Check, bench.Settings.Image.Shell), bench.Cancellation);
        }
        else
        {
            bench.Reporter.Warning(
                $"The {architecture.Name} image was not started: this machine does not run its programs. "
                + $"--target=Doctor --arch={architecture.Name} says what to install.");
        }

        bench.Reporter.Note($"{daemon.References[0]} is {materials.Intent.Platform}, as configured", changed: false);
        return id;
    }
}

/// <summary>This machine's Docker daemon.</summary>
/// <param name="Changes">What this run has done to it so far.</param>
/// <param name="Relied">What it was found to have.</param>
/// <param name="Foreign">Of which other architectures it runs programs.</param>
internal sealed record LocalDaemon(IDockerClient Client, DaemonChanges Changes, ReliedImages Relied, ForeignPrograms Foreign);
