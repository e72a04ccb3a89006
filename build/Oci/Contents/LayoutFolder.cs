using OpenLinux.Oci.Layout;

namespace OpenLinux.Oci.Contents;

/// <summary>An OCI image layout as a folder (OCI image specification 1.1, image-layout.md).</summary>
internal sealed class LayoutFolder : IImageStore
{
    private readonly string folder;

    /// <exception cref="Archives.ArchiveException">It is some other folder.</exception>
    public LayoutFolder(string folder)
    {
        this.folder = folder;
        if (!File.Exists(PathOf(OciLayout.MarkerName)))
        {
            throw StoredDocuments.Damaged($"it is a folder without {OciLayout.MarkerName}, and so no OCI image layout");
        }
    }

    public Stream? Open(string path) => File.Exists(PathOf(path)) ? File.OpenRead(PathOf(path)) : null;

    public void Dispose()
    {
    }

    private string PathOf(string path) => Path.Combine(folder, path);
}
