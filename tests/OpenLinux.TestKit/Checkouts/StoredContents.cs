using OpenLinux.Oci.Contents;

namespace OpenLinux.TestKit.Checkouts;

/// <summary>What a checkout made, read back.</summary>
internal static class StoredContents
{
    public static string ImageOf(Checkout checkout) => $"{checkout.Repository}:1.0.0-alpha-x86_64";

    public static string TarballOf(Checkout checkout) => checkout.PathOf("build/x86_64/openlinux-1.0.0-alpha-x86_64-rootfs.tar.gz");

    public static IReadOnlyList<ImageFile> FilesOf(string tarball) => new ImageContentsReader().Read(tarball, "linux/amd64").Files;

    public static async Task<ImageContents> OfImageAsync(string image)
    {
        var folder = Directory.CreateTempSubdirectory("openlinux-saved-");
        try
        {
            var archive = Path.Combine(folder.FullName, "image.tar");
            await Command.OutputAsync("docker", ["save", "--output", archive, image]);
            return new ImageContentsReader().Read(archive, "linux/amd64");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The configuration without what may differ: when it was made.</summary>
    public static IEnumerable<KeyValuePair<string, string>> SettingsOf(ImageContents image) =>
        image.Config!.Values.Where(field => field.Key != ImageFields.Created);

    /// <summary>The same as its own programs see it: path, mode, owner, size, type, time and content.</summary>
    public static Task<string> SeenInsideAsync(string image) => Command.OutputAsync("docker",
    [
        "run", "--rm", "--network=none", "--entrypoint=/bin/sh", image, "-euc",
        """
        files() { find / -xdev \( -path /proc -o -path /dev -o -path /sys -o -path /etc/hosts -o -path /etc/hostname -o -path /etc/resolv.conf -o -path /etc/mtab -o -path /.dockerenv \) -prune -o "$@"; }
        files ! -path / ! -path /etc -exec stat -c '%n %a %u %g %s %F %Y %N' {} + | sort
        files -type f -exec sha256sum {} + | sort
        """,
    ]);
}
