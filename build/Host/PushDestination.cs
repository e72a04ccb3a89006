using OpenLinux.Engine.Diagnostics;
using OpenLinux.Registry;

namespace OpenLinux.Host;

/// <summary>Where <c>--push</c> sends the image; <c>--target=Push</c> without it, where <c>image.repository</c> says, if that names a registry.</summary>
internal static class PushDestination
{
    /// <exception cref="BuildException">It is no reference (<c>OL610</c>), or nothing names a registry (<c>OL014</c>).</exception>
    public static RegistryReference Of(BuildContext context)
    {
        var given = context.CommandLine.Value("push");
        var reference = RegistryReference.Parse(given ?? context.Settings.Image.Repository);
        return given is not null || context.Settings.Image.Repository.StartsWith($"{reference.Host}/", StringComparison.Ordinal)
            ? reference
            : throw new BuildException(
                HostErrors.BadOptionValue,
                "--target=Push",
                $"Neither --push nor image.repository (\"{context.Settings.Image.Repository}\") names a registry.",
                "--push=ghcr.io/me/openlinux");
    }
}
