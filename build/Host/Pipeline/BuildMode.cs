using OpenLinux.Docker;
using OpenLinux.Docker.Images;
using OpenLinux.Oci;
using OpenLinux.Oci.Naming;

namespace OpenLinux.Host.Pipeline;

/// <summary>
/// <c>docker build</c> from the first stage of the repository's Dockerfile, followed by what the configuration says, in a context
/// that holds nothing but that and the tarball. The stages after it are for builds by hand: what they set, nothing can unset.
/// Docker packs the layer itself, so files are compared instead.
/// </summary>
internal sealed class BuildMode() : ImageMode("build", "DockerBuild")
{
    private const string Tarball = "rootfs.tar.gz";

    public override IReadOnlyList<OciDigest>? DiffIds(PackedRootfs rootfs, OciOutput? oci) => null;

    public override async Task<OciDigest> MakeAsync(ImageActions actions, ImageMaterials materials)
    {
        var paths = materials.Bench.Paths;
        var folder = Path.Combine(paths.Cache, $"context-{materials.Stamp.Architecture}");
        try
        {
            var dockerfile = string.Join('\n', [.. FirstStage(File.ReadAllLines(paths.Dockerfile)), .. ImageInstructions.Of(materials.Intent.Config), ""]);
            var tarball = materials.Rootfs.Tarball.Content;
            return await actions.BuildAsync(
                dockerfile, () => LayOut(folder, dockerfile, materials), materials.Rootfs.Path, tarball, materials.Bench.Cancellation);
        }
        finally
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static IEnumerable<string> FirstStage(string[] lines)
    {
        var starts = 0;
        return lines.TakeWhile(line => !line.TrimStart().StartsWith("FROM ", StringComparison.OrdinalIgnoreCase) || ++starts == 1);
    }

    private static DockerBuild LayOut(string folder, string dockerfile, ImageMaterials materials)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "Dockerfile");
        File.WriteAllText(path, dockerfile);
        File.Copy(materials.Rootfs.Path, Path.Combine(folder, Tarball), overwrite: true);
        return new DockerBuild(folder, path, materials.Intent.Platform, new Dictionary<string, string> { ["ROOTFS"] = Tarball })
        {
            SourceDateEpoch = materials.Stamp.Created.ToUnixTimeSeconds(),
        };
    }
}
