using OpenLinux.Common.Errors;
using OpenLinux.Oci.Naming;

namespace OpenLinux.Docker.Images;

/// <summary>One start of <c>/bin/sh -c</c>: the shortest proof that an image runs.</summary>
internal static class ImageStart
{
    private const string Answer = "started";

    public static string Require(IDockerClient client, OciDigest image, string platform, string shell)
    {
        var result = client.Run(new DockerRun(
            image.ToString(), platform, ["-c", $"echo {Answer}"], [], new Dictionary<string, string>(), Entrypoint: shell, Network: "none"));
        return result.ExitCode == 0 && result.Stdout.Trim() == Answer
            ? Answer
            : throw new BuildException(
                DockerErrors.DoesNotStart,
                $"{image}: {shell} -c 'echo {Answer}'",
                $"exit code {result.ExitCode}\n{result.Stdout}{result.Stderr}".TrimEnd(),
                "The image is removed and no tag has moved. --target=DockerImport makes one to look into without starting it, and names its ID; "
                + "\"exec format error\" means another architecture.");
    }
}
