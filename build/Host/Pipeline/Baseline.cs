using OpenLinux.Common.Errors;
using OpenLinux.Common.Text;
using OpenLinux.Docker;
using OpenLinux.Docker.Images;
using OpenLinux.Engine.Content;
using OpenLinux.Oci;
using OpenLinux.Oci.Contents;

namespace OpenLinux.Host.Pipeline;

/// <summary>What Diff compares this checkout with: a file, the folder of an OCI image layout, or an image of the daemon.</summary>
public sealed class Baseline
{
    private static readonly string[] PathStarts = ["/", "./", "../", "~"];
    private static readonly string[] PathEnds = [".tar", ".gz", ".tgz", ".zst"];

    private readonly Func<string, CancellationToken, ImageContents> read;

    private Baseline(Func<string, CancellationToken, ImageContents> read) => this.read = read;

    /// <summary>Looks whether it is there; nothing is read yet.</summary>
    /// <param name="name">As <c>--with</c> gives it. A file goes before an image of the same name.</param>
    /// <param name="daemon">Gives the daemon's client once the daemon answers; not asked where the name is a file's.</param>
    /// <exception cref="BuildException">There is nothing of that name (<c>OL540</c>), or no daemon to ask (<c>OL201</c> to <c>OL205</c>).</exception>
    public static async Task<Baseline> FindAsync(string name, Func<Task<IDockerClient>> daemon)
    {
        var path = Path.GetFullPath(name);
        if (Path.Exists(path))
        {
            return new((platform, cancellation) => new ImageContentsReader().Read(path, platform, name, cancellation));
        }

        if (LooksLikePath(name))
        {
            throw Missing(name, $"There is no {path}.", "--with=FILE names a rootfs tarball, a Docker archive or an OCI image layout; --with=TAG an image.");
        }

        var docker = await daemon();
        var image = docker.Find(name) ?? throw NoImage(docker, name);
        return new((platform, cancellation) => DaemonContents.Read(docker, image.Id, $"{name} ({image.Id.Short})", platform, cancellation));
    }

    /// <param name="platform">Decides where there are several images.</param>
    /// <exception cref="BuildException">It is damaged, or has no image for the platform.</exception>
    public ImageContents Read(string platform, CancellationToken cancellation) => read(platform, cancellation);

    private static bool LooksLikePath(string name) =>
        Array.Exists(PathStarts, start => name.StartsWith(start, StringComparison.Ordinal))
        || Array.Exists(PathEnds, end => name.EndsWith(end, StringComparison.Ordinal));

    private static BuildException NoImage(IDockerClient docker, string name)
    {
        var references = docker.List(repository: null).Select(row => row.Reference).Where(reference => !reference.Contains('<', StringComparison.Ordinal));
        var nearest = Nearest.To(name, references);
        return Missing(
            name,
            $"Neither a file nor an image of the Docker daemon has that name{(nearest is null ? "" : $"; the nearest image is {nearest}")}.",
            nearest is null ? "./build.sh --target=Images lists what there is." : $"--with={nearest}, or docker pull {name} first.");
    }

    private static BuildException Missing(string name, string cause, string fix) =>
        new(OciErrors.NoSuchImage, $"--with={name}", cause, fix);
}
