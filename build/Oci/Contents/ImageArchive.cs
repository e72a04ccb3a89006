using Microsoft.Win32.SafeHandles;
using OpenLinux.Archives;
using OpenLinux.Archives.Compression;
using OpenLinux.Archives.Tar;
using OpenLinux.Common.Files;
using OpenLinux.Oci.Layout;

namespace OpenLinux.Oci.Contents;

/// <summary>Images in one file: what <c>docker save</c> writes, or an OCI image layout as a tar. Where that is compressed, it is unpacked beside it all.</summary>
internal sealed class ImageArchive : IImageStore
{
    private readonly ArchiveMembers members;
    private readonly SafeFileHandle file;
    private readonly TemporaryFolder? unpacked;

    private ImageArchive(ArchiveMembers members, SafeFileHandle file, TemporaryFolder? unpacked)
    {
        this.members = members;
        this.file = file;
        this.unpacked = unpacked;
    }

    /// <returns>Null where the file is a tar of something else.</returns>
    /// <exception cref="ArchiveException">It is no tar, truncated, corrupt or beyond the limits.</exception>
    public static ImageArchive? TryOpen(string path, ArchiveLimits limits, CancellationToken cancellation)
    {
        bool isPlain;
        ArchiveMembers members;
        using (var stream = File.OpenRead(path))
        {
            var source = TarSource.Open(stream);
            isPlain = source is PlainReader;
            members = ArchiveMembers.Read(source, limits, cancellation);
        }

        if (members.Find(OciLayout.MarkerName) is null && members.Find(DockerManifest.FileName) is null)
        {
            return null;
        }

        return isPlain
            ? new ImageArchive(members, File.OpenHandle(path), null)
            : Unpack(path, members, cancellation);
    }

    public Stream? Open(string path) => members.Find(path) is var (start, length) ? new FileSliceStream(file, start, length) : null;

    public void Dispose()
    {
        file.Dispose();
        unpacked?.Dispose();
    }

    private static ImageArchive Unpack(string path, ArchiveMembers members, CancellationToken cancellation)
    {
        var folder = new TemporaryFolder();
        try
        {
            var tar = folder.PathOf("image.tar");
            using (var stream = File.OpenRead(path))
            using (var copy = File.Create(tar))
            {
                Copy(TarSource.Open(stream), copy, cancellation);
            }

            return new ImageArchive(members, File.OpenHandle(tar), folder);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    private static void Copy(ITarSource source, FileStream copy, CancellationToken cancellation)
    {
        var buffer = new byte[128 * 1024];
        int read;
        while ((read = source.Read(buffer, 0, buffer.Length)) > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            copy.Write(buffer, 0, read);
        }
    }
}
