using OpenLinux.Configuration;
using OpenLinux.Images.Docker;

namespace OpenLinux.Host.Pipeline;

/// <summary>
/// <c>docker build</c> from the first stage of the repository's Dockerfile, followed by what the configuration says, in a context
/// that holds nothing but that and the tarball. The stages after it are for builds by hand: what they set, nothing can unset.
/// </summary>
internal sealed class DockerfileBuild(
    BuildContext context, ArchitectureConfiguration architecture, PackedRootfs rootfs, ImageIntent intent, BuildStamp stamp)
{
    private const string Tarball = "rootfs.tar.gz";

    public async Task<string> RunAsync(ImageActions actions, DaemonImages daemon)
    {
        var folder = Path.Combine(context.Paths.Cache, $"context-{architecture.Name}");
        try
        {
            var dockerfile = string.Join('\n', [.. FirstStage(File.ReadAllLines(context.Paths.Dockerfile)), .. ImageInstructions.Of(intent.Config), ""]);
            return await actions.BuildAsync(
                intent, dockerfile, () => LayOut(folder, dockerfile), rootfs.Path, rootfs.Tarball.Content, daemon, context.Cancellation);
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

    private DockerBuild LayOut(string folder, string dockerfile)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "Dockerfile");
        File.WriteAllText(path, dockerfile);
        File.Copy(rootfs.Path, Path.Combine(folder, Tarball), overwrite: true);
        return new DockerBuild(
            folder, path, Reference: null, architecture.Platform, new Dictionary<string, string> { ["ROOTFS"] = Tarball }, new Dictionary<string, string>())
        {
            SourceDateEpoch = stamp.Created.ToUnixTimeSeconds(),
        };
    }
}
