using OpenLinux.Configuration.Keys;
using OpenLinux.Oci;
using OpenLinux.Oci.Naming;

namespace OpenLinux.Configuration;

/// <summary>The image's name and its OCI configuration.</summary>
/// <param name="Repository">Without tag, e.g. "openlinux" or "ghcr.io/me/openlinux".</param>
/// <param name="Tags">Templates over {version} {arch} {commit} {timestamp}; the first names the image.</param>
/// <param name="Shell">The absolute path of the shell that must be there.</param>
public sealed record ImageConfiguration(
    ImageReference Repository,
    IReadOnlyList<string> Tags,
    IReadOnlyList<string> Entrypoint,
    IReadOnlyList<string> Cmd,
    IReadOnlyDictionary<string, string> Env,
    IReadOnlyDictionary<string, string> Labels,
    string User,
    string Workdir,
    string Shell)
{
    /// <summary>Layers of the OCI image from below, each the components it holds, separated by blanks; the rest is the last. None: one layer for all.</summary>
    public IReadOnlyList<string> Layers { get; init; } = [];

    /// <summary>Of the OCI image's layers: "gzip" or "zstd".</summary>
    public string Compression { get; init; } = "gzip";

    /// <summary>The command whose success proves that the image starts; none for a word of <see cref="Shell"/>.</summary>
    public IReadOnlyList<string> Check { get; init; } = [];

    /// <summary>What is configured of how containers start; a build adds labels of its own.</summary>
    public ImageConfig Config => new(Entrypoint, Cmd, Env, Labels, User, Workdir);

    public static ImageConfiguration Default { get; } = new(
        ImageReference.Parse("openlinux"), [], [], [], new Dictionary<string, string>(), new Dictionary<string, string>(), User: "", Workdir: "/", Shell: "/bin/sh");

    public static KeyTable<ImageConfiguration> Keys { get; } = new KeyTable<ImageConfiguration>()
        .Add(
            Key.Text("image.repository", "the image's name without a tag", "\"openlinux\"", TextRules.Repository) with
            {
                Alias = "repository",
                IsRequired = true,
            },
            (image, repository) => image with { Repository = ImageReference.Parse(repository) })
        .Add(
            Key.Set(
                "image.tags",
                "tags, with {version} {arch} {commit} {timestamp} filled in; the first names the image",
                "[\"{version}-{arch}\"]",
                TextRules.TagTemplate) with
            {
                Alias = "tag",
                IsRequired = true,
            },
            (image, tags) => image with { Tags = tags })
        .Add(
            Key.List("image.entrypoint", "the program a container always starts", "[\"/sbin/init\"]", TextRules.Argument) with { Alias = "entrypoint" },
            (image, entrypoint) => image with { Entrypoint = entrypoint })
        .Add(
            Key.List("image.cmd", "what it is given when docker run names no command", "[\"/bin/sh\"]", TextRules.Argument) with { Alias = "cmd" },
            (image, cmd) => image with { Cmd = cmd })
        .Add(
            Key.Map(
                "image.env",
                "environment variables of the container",
                "{ PATH = \"/usr/bin:/bin\" }",
                TextRules.EnvironmentName,
                TextRules.OneLine) with
            {
                Alias = "env",
            },
            (image, env) => image with { Env = env })
        .Add(
            Key.Map(
                "image.labels",
                "labels of the image",
                "{ \"org.opencontainers.image.title\" = \"OpenLinux\" }",
                TextRules.LabelName,
                TextRules.OneLine) with
            {
                Alias = "label",
            },
            (image, labels) => image with { Labels = labels })
        .Add(
            Key.Text("image.user", "the user it runs as; empty for root", "\"1000:1000\"", TextRules.User) with { Alias = "user" },
            (image, user) => image with { User = user })
        .Add(
            Key.Text("image.workdir", "the directory it starts in", "\"/\"", TextRules.AbsolutePath) with { Alias = "workdir" },
            (image, workdir) => image with { Workdir = workdir })
        .Add(
            Key.Text("image.shell", "the shell that must be there and executable", "\"/bin/sh\"", TextRules.AbsolutePath),
            (image, shell) => image with { Shell = shell })
        .Add(
            Key.List(
                "image.check", "the command that proves that the image starts; [] for the shell's -c", "[\"/bin/echo\", \"started\"]", TextRules.Argument),
            (image, check) => image with { Check = check })
        .Add(
            Key.Set(
                "image.layers",
                "layers of the OCI image from below, each the components that it holds; the rest is the last",
                "[\"musl busybox\"]",
                TextRules.LayerComponents),
            (image, layers) => image with { Layers = layers })
        .Add(
            Key.Text("image.compression", "how the layers of the OCI image are compressed", "\"gzip\"", TextRules.Compression),
            (image, compression) => image with { Compression = compression });
}
