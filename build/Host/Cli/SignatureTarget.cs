using OpenLinux.Common.Errors;
using OpenLinux.Host.Errors;
using OpenLinux.Signing.Opening;

namespace OpenLinux.Host.Cli;

/// <summary>
/// <c>--target=Verify --key=PUB REF</c>: with a key, it is an image on a registry that is verified, not the daemon's. That is a task of its own, as it
/// builds nothing and needs nothing of the machine.
/// </summary>
internal static class SignatureTarget
{
    public const string Option = "key";

    public const string Task = "VerifySignature";

    /// <summary>The name that the image has among the values of options.</summary>
    public const string Image = "image-to-verify";

    private const string Target = "Verify";
    private const string Example = "./build.sh --target=Verify --key=cosign.pub ghcr.io/me/openlinux:1.0";

    /// <summary>Either name of the task is the one that people are told of.</summary>
    public static string NameOf(string target) => target == Task ? Target : target;

    /// <param name="key">As it was given; null where it was not.</param>
    /// <param name="words">What belongs to no option.</param>
    /// <returns>Whether it is asked for.</returns>
    /// <exception cref="BuildException">It is, and cannot be done so (<c>OL014</c>).</exception>
    public static bool IsAskedFor(IReadOnlyList<string> targets, string? key, IReadOnlyList<string> words, bool isReproducible)
    {
        if (key is null)
        {
            return targets is [Target] && words.Count > 0
                ? throw Refusal($"--target={Target}", $"'{words[0]}' is an image on a registry, which is verified with the public key of whoever must have signed it.")
                : false;
        }

        var given = $"--{Option}={KeyReference.Shown(key)}";
        return targets is not [Target] ? throw Refusal(given, $"It is for {Target} alone; {string.Join(", ", targets)} has no use for it.")
            : isReproducible ? throw Refusal(given, $"--{VerifiedSelection.AllOption} is about a build, and an image on a registry is none.")
            : words.Count == 1 ? true
            : throw Refusal(given, words.Count == 0 ? "It lacks the image on a registry that is to be verified." : $"It takes one image, and these are {words.Count}: {string.Join(", ", words)}.");
    }

    private static BuildException Refusal(string subject, string cause) => new(HostErrors.BadOptionValue, subject, cause, Example);
}
