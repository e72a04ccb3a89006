using OpenLinux.Common.Errors;
using OpenLinux.Host.Errors;
using OpenLinux.Host.Pipeline;
using OpenLinux.Oci.Naming;
using OpenLinux.Registry;

namespace OpenLinux.Host.Cli;

/// <summary>Where <c>--push</c> sends the image; <c>--target=Push</c> without it, where <c>image.repository</c> says, if that names a registry.</summary>
internal static class PushOptions
{
    /// <param name="repository">As configured.</param>
    /// <exception cref="BuildException">It is no reference (<c>OL610</c>), nothing names a registry, or <c>--push-from</c> is none of its repositories (<c>OL014</c>).</exception>
    public static PushDestination Of(HostArguments arguments, ImageReference repository)
    {
        var to = ReferenceOf(arguments.Value("push"), repository);
        return new PushDestination(to, MountSourceOf(arguments.Value("push-from"), to), arguments.Has("push-papers"));
    }

    /// <summary>Finds mistakes before anything is built.</summary>
    /// <exception cref="BuildException">As for <see cref="Of"/>, or no target pushes (<c>OL014</c>).</exception>
    public static void Check(HostArguments arguments, ImageReference repository)
    {
        if (!TaskCatalog.RunBy(arguments.Targets, arguments.Has("exclusive")).Contains("Push"))
        {
            throw new BuildException(
                HostErrors.BadOptionValue,
                "--push",
                $"--target={string.Join(',', arguments.Targets)} does not push.",
                "--target=Push, or --target=Docker for the daemon's image as well");
        }

        Of(arguments, repository);
    }

    private static ImageReference ReferenceOf(string? given, ImageReference repository)
    {
        if (given is not null && !given.Contains('/', StringComparison.Ordinal))
        {
            throw new BuildException(
                HostErrors.BadOptionValue, $"--push={given}", "It names a registry or a repository, where a push needs both.", "--push=ghcr.io/me/openlinux");
        }

        var reference = given is null ? repository : ImageReference.Parse(given);
        return given is not null || reference.NamesHost
            ? reference
            : throw new BuildException(
                HostErrors.BadOptionValue,
                "--target=Push",
                $"Neither --push nor image.repository (\"{repository}\") names a registry.",
                "--push=ghcr.io/me/openlinux");
    }

    /// <summary>Registries take no notice of what is no repository of theirs, so that everything would be sent.</summary>
    private static string? MountSourceOf(string? path, ImageReference to) =>
        path is null || (ImageReference.IsPath(path) && !path.StartsWith($"{to.Host}/", StringComparison.Ordinal))
            ? path
            : throw new BuildException(
                HostErrors.BadOptionValue, $"--push-from={path}", "It takes a repository's path in the registry of --push, without host and tag.", "--push-from=me/base");
}
