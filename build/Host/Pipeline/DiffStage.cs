using OpenLinux.Configuration;
using OpenLinux.Host.Lifetime;
using OpenLinux.Host.Reporting;
using OpenLinux.Oci;
using OpenLinux.Oci.Contents;

namespace OpenLinux.Host.Pipeline;

/// <summary>Compares what this checkout gives, the tarball just packed and the configuration, with some other image.</summary>
internal sealed class DiffStage(BuildContext context, ArchitectureConfiguration architecture, PackedRootfs rootfs)
{
    public DifferenceReport Compare(Baseline baseline)
    {
        var old = baseline.Read(architecture.Platform, context.Cancellation);
        var name = Path.GetRelativePath(context.Paths.Root, rootfs.Path);
        var files = new ImageContentsReader().Read(rootfs.Path, architecture.Platform, name, context.Cancellation);
        return new DifferenceReport(ContentsDifference.Between(old, files with { Config = ImageFields.Of(Intent()) }), rootfs.Owners);
    }

    private ImageIntent Intent() => ImageIntent.Of(
        context.Settings.Image.Config,
        architecture.Platform,
        context.ImageMode.DiffIds(rootfs, oci: null),
        Stamp.Of(context, architecture));
}
