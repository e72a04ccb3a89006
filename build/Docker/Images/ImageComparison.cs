using OpenLinux.Common.Errors;
using OpenLinux.Oci;

namespace OpenLinux.Docker.Images;

/// <summary>Compares what the daemon has with what was meant; each difference names its field.</summary>
public static class ImageComparison
{
    /// <exception cref="BuildException">The platform (<c>OL510</c>), the layer (<c>OL511</c>) or the configuration (<c>OL512</c>) differs.</exception>
    public static void Require(ImageIntent intent, DockerImage image, string shownAs)
    {
        if (!image.IsFor(intent.Platform))
        {
            throw Differs(DockerErrors.WrongPlatform, shownAs, "platform", intent.Platform, $"{image.Os}/{image.Architecture}");
        }

        if (intent.DiffIds is not null && !intent.DiffIds.SequenceEqual(image.LayerDiffIds))
        {
            throw Differs(DockerErrors.WrongLayer, shownAs, "layers", string.Join(", ", intent.DiffIds), string.Join(", ", image.LayerDiffIds));
        }

        RequireSame(shownAs, "Entrypoint", intent.Config.Entrypoint, image.Config.Entrypoint);
        RequireSame(shownAs, "Cmd", intent.Config.Cmd, image.Config.Cmd);
        RequireSame(shownAs, "Env", Pairs(intent.Config.Env), Pairs(image.Config.Env));
        RequireSame(shownAs, "Labels", Pairs(intent.Config.Labels), Pairs(image.Config.Labels));
        RequireSame(shownAs, "User", [intent.Config.User], [image.Config.User]);
        RequireSame(shownAs, "WorkingDir", [Workdir(intent.Config)], [Workdir(image.Config)]);
    }

    /// <summary>Docker takes no working directory for the root.</summary>
    private static string Workdir(ImageConfig config) => config.Workdir.Length == 0 ? "/" : config.Workdir;

    private static string[] Pairs(IReadOnlyDictionary<string, string> variables) =>
        [.. variables.Select(variable => $"{variable.Key}={variable.Value}").Order(StringComparer.Ordinal)];

    private static void RequireSame(string shownAs, string field, IReadOnlyList<string> wanted, IReadOnlyList<string> actual)
    {
        if (!wanted.SequenceEqual(actual, StringComparer.Ordinal))
        {
            throw Differs(DockerErrors.WrongConfiguration, shownAs, field, string.Join(' ', wanted), string.Join(' ', actual));
        }
    }

    private static BuildException Differs(ErrorCode code, string image, string field, string wanted, string actual) => new(
        code,
        $"{image}: {field}",
        $"wanted: {wanted}\nfound:  {actual}",
        "Something between this build and the daemon changed it; remove the image and build again, and report it if it stays.");
}
