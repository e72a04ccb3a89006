using OpenLinux.Common.Errors;
using OpenLinux.Host.Cli;
using OpenLinux.Host.Lifetime;
using OpenLinux.Oci.Naming;
using OpenLinux.Registry;

namespace OpenLinux.Host.Pipeline;

/// <summary>Where <c>--push</c> sends the image; <c>--target=Push</c> without it, where <c>image.repository</c> says, if that names a registry.</summary>
internal static class PushDestination
{
    /// <summary>Finds mistakes before anything is built.</summary>
    /// <exception cref="BuildException">As for <see cref="Of"/> and <see cref="MountSource"/>, or no target pushes (<c>OL014</c>).</exception>
    public static void Check(BuildContext context)
    {
        var targets = context.CommandLine.Targets;
        if (!TaskCatalog.RunBy(targets, context.CommandLine.Has("exclusive")).Contains("Push"))
        {
            throw new BuildException(
                HostErrors.BadOptionValue, "--push", $"--target={string.Join(',', targets)} does not push.", "--target=Push, or --target=Docker for the daemon's image as well");
        }

        Of(context);
        MountSource(context);
    }

    /// <exception cref="BuildException">It is no reference (<c>OL610</c>), or nothing names a registry (<c>OL014</c>).</exception>
    public static RegistryReference Of(BuildContext context)
    {
        var given = context.CommandLine.Value("push");
        if (given is not null && !given.Contains('/', StringComparison.Ordinal))
        {
            throw new BuildException(
                HostErrors.BadOptionValue, $"--push={given}", "It names a registry or a repository, where a push needs both.", "--push=ghcr.io/me/openlinux");
        }

        var reference = RegistryReference.Parse(given ?? context.Settings.Image.Repository);
        return given is not null || context.Settings.Image.Repository.StartsWith($"{reference.Host}/", StringComparison.Ordinal)
            ? reference
            : throw new BuildException(
                HostErrors.BadOptionValue,
                "--target=Push",
                $"Neither --push nor image.repository (\"{context.Settings.Image.Repository}\") names a registry.",
                "--push=ghcr.io/me/openlinux");
    }

    /// <returns>The repository that <c>--push-from</c> names, or null.</returns>
    /// <exception cref="BuildException"><c>OL014</c>: registries take no notice of what is none, so that everything would be sent.</exception>
    public static string? MountSource(BuildContext context)
    {
        var path = context.CommandLine.Value("push-from");
        return path is null || (ReferenceGrammar.IsPath(path) && !path.StartsWith($"{Of(context).Host}/", StringComparison.Ordinal))
            ? path
            : throw new BuildException(
                HostErrors.BadOptionValue, $"--push-from={path}", "It takes a repository's path in the registry of --push, without host and tag.", "--push-from=me/base");
    }
}
