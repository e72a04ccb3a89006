using OpenLinux.Configuration;
using OpenLinux.Host.Reporting;
using OpenLinux.Host.Stamping;
using OpenLinux.Oci;
using OpenLinux.Oci.Contents;

namespace OpenLinux.Host.Pipeline;

/// <summary>Compares what this checkout gives, the tarball just packed and the configuration, with some other image.</summary>
internal sealed class CompareImages(Workbench bench, ArchitectureConfiguration architecture, ImageMode mode, Stamps stamps)
{
    public DifferenceReport Run(PackedRootfs rootfs, Baseline baseline)
    {
        var old = baseline.Read(architecture.Platform, bench.Cancellation);
        var files = new ImageContentsReader().Read(rootfs.Path, architecture.Platform, bench.Shown(rootfs.Path), bench.Cancellation);
        var intent = ImageIntent.Of(
            bench.Settings.Image.Config, architecture.Platform, mode.DiffIds(rootfs, oci: null), stamps.Of(architecture));
        return new DifferenceReport(ContentsDifference.Between(old, files with { Config = ImageFields.Of(intent) }), rootfs.Owners);
    }
}
