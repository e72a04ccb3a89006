using OpenLinux.Common.Errors;
using OpenLinux.Oci.Naming;

namespace OpenLinux.Docker.Images;

/// <summary>One start of a command: the shortest proof that an image runs.</summary>
/// <param name="Command">The program and its arguments.</param>
/// <param name="Answer">What it must say; null where it must only succeed.</param>
public sealed record ImageStart(IReadOnlyList<string> Command, string? Answer)
{
    private const string Said = "started";

    /// <param name="configured">Of the configuration; empty for a shell that says something.</param>
    public static ImageStart Of(IReadOnlyList<string> configured, string shell) =>
        configured.Count > 0 ? new(configured, Answer: null) : new([shell, "-c", $"echo {Said}"], Said);

    internal string Require(IDockerClient client, OciDigest image, string platform)
    {
        var result = client.Run(new DockerRun(
            image.ToString(), platform, [.. Command.Skip(1)], [], new Dictionary<string, string>(), Entrypoint: Command[0], Network: "none"));
        return result.ExitCode == 0 && (Answer is null || result.Stdout.Trim() == Answer)
            ? Answer ?? ""
            : throw new BuildException(
                DockerErrors.DoesNotStart,
                $"{image}: {Shown}",
                $"exit code {result.ExitCode}\n{result.Stdout}{result.Stderr}".TrimEnd(),
                "The image is removed and no tag has moved. --target=DockerImport makes one to look into without starting it, and names its ID; "
                + "\"exec format error\" means another architecture; image.check in config/openlinux.toml says what is started.");
    }

    private string Shown => string.Join(' ', Command.Select(word => word.Contains(' ', StringComparison.Ordinal) ? $"'{word}'" : word));
}
