using OpenLinux.Docker.Images;
using OpenLinux.Oci;
using OpenLinux.Oci.Naming;

namespace OpenLinux.Host.Pipeline;

/// <summary>One way in which the tarball becomes an image of the daemon.</summary>
/// <param name="name">What <c>--docker-mode</c> calls it.</param>
/// <param name="task">The task that does it.</param>
public abstract class ImageMode(string name, string task)
{
    /// <summary>The one that is taken where nothing names another comes first.</summary>
    public static readonly IReadOnlyList<ImageMode> All = [new ImportMode(), new BuildMode(), new LoadMode()];

    public string Name => name;

    public string Task => task;

    /// <summary>Whether it starts from the OCI image instead of the tarball.</summary>
    public virtual bool WantsOciImage => false;

    /// <summary>Of the layers that the image will have, from below; null where that cannot be told.</summary>
    /// <param name="oci">Null where it was not made.</param>
    public abstract IReadOnlyList<OciDigest>? DiffIds(PackedRootfs rootfs, OciOutput? oci);

    /// <summary>Makes the image, or finds it made.</summary>
    /// <returns>The ID of the image, which may have no name yet.</returns>
    public abstract Task<OciDigest> MakeAsync(ImageActions actions, ImageMaterials materials);
}

/// <summary>What an image is made of.</summary>
/// <param name="Oci">Where the mode wants it; else null.</param>
public sealed record ImageMaterials(Workbench Bench, ImageIntent Intent, BuildStamp Stamp, PackedRootfs Rootfs, OciOutput? Oci);
