using OpenLinux.Archives;
using OpenLinux.Common.Errors;
using OpenLinux.Common.Files;
using OpenLinux.Oci.Naming;

namespace OpenLinux.Oci.Contents;

/// <summary>
/// Reads back what an image comes to: from a rootfs tarball, a Docker archive, or an OCI image layout as a folder or an archive;
/// each compressed with gzip, zstd or not. Constant memory a file. Sparse files count as they are stored.
/// </summary>
public sealed class ImageContentsReader(ArchiveLimits? limits = null)
{
    private readonly ArchiveLimits limits = limits ?? ArchiveLimits.Default;

    /// <param name="path">A file, or a layout's folder.</param>
    /// <param name="platform">"linux/amd64": decides where there are several images.</param>
    /// <param name="name">What to call it; else its path.</param>
    /// <exception cref="BuildException">It cannot be opened (<c>OL540</c>) or read (<c>OL541</c>), or has no image for the platform (<c>OL542</c>), or there is no space to unpack it (<c>OL901</c>).</exception>
    public ImageContents Read(string path, string platform, string? name = null, CancellationToken cancellation = default)
    {
        var shownAs = name ?? path;
        try
        {
            using var store = Directory.Exists(path) ? new LayoutFolder(path) : (IImageStore?)ImageArchive.TryOpen(path, limits, cancellation);
            return store is null ? ReadRootfs(path, shownAs, cancellation) : ReadImage(store, platform, shownAs, cancellation);
        }
        catch (ArchiveException fault) when (fault.Code == OciErrors.NoSuchPlatform)
        {
            throw new BuildException(
                fault.Code, shownAs, fault.Message, "choose another platform with --arch, or save the image alone: docker save IMAGE -o FILE", fault);
        }
        catch (ArchiveException fault)
        {
            throw new BuildException(OciErrors.ImageDamaged, shownAs, fault.Message, "copy, save or build it again", fault);
        }
        catch (Exception fault) when (StorageFaults.IsDiskFull(fault))
        {
            throw StorageFaults.DiskFull(Path.GetTempPath(), fault.Message, fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new BuildException(
                OciErrors.NoSuchImage, shownAs, fault.Message, "name a file that this user can read, or the folder of an OCI image layout", fault);
        }
    }

    private ImageContents ReadRootfs(string path, string name, CancellationToken cancellation)
    {
        var tree = new LayeredTree(limits.CountOfPaths());
        using var layers = new LayerReader(tree, limits);
        using var file = File.OpenRead(path);
        layers.Read(file, cancellation);
        return tree.ToList() is [_, _, ..] files
            ? new ImageContents(name, files, Config: null)
            : throw StoredDocuments.Damaged("it is an archive without an entry");
    }

    private ImageContents ReadImage(IImageStore store, string platform, string name, CancellationToken cancellation)
    {
        var image = store.Select(platform);
        var tree = new LayeredTree(limits.CountOfPaths());
        using var layers = new LayerReader(tree, limits);
        foreach (var (layer, diffId) in image.Layers.Zip(image.Config.DiffIds!))
        {
            if (ReadLayer(layers, store, layer, cancellation) is var actual && actual != diffId)
            {
                throw StoredDocuments.Damaged($"the layer {layer} is {actual}, where the configuration says {diffId}");
            }
        }

        return new ImageContents(name, tree.ToList(), image.Config);
    }

    private static OciDigest ReadLayer(LayerReader layers, IImageStore store, string path, CancellationToken cancellation)
    {
        using var layer = store.Open(path) ?? throw StoredDocuments.Damaged($"it holds no {path}");
        try
        {
            return layers.Read(layer, cancellation);
        }
        catch (ArchiveException fault)
        {
            throw StoredDocuments.Damaged($"the layer {path}: {fault.Message}");
        }
    }
}
