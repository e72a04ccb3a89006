using OpenLinux.Common.Errors;
using OpenLinux.Common.Text;
using OpenLinux.Host.Cli;
using OpenLinux.Host.Errors;
using OpenLinux.Host.Pipeline;

namespace OpenLinux.Host.Cli;

/// <summary>How the image is made: as <c>--docker-mode</c> says, or by the target that stands for a mode; where both are given, they agree.</summary>
internal static class ImageModeSelection
{
    private const string Option = "--docker-mode";

    /// <param name="given">What <c>--docker-mode</c> says, or null.</param>
    /// <exception cref="BuildException">There is no such mode, or several are asked for (<c>OL014</c>).</exception>
    public static ImageMode Of(IReadOnlyCollection<string> targets, string? given)
    {
        var asked = given is null ? null : ImageMode.All.FirstOrDefault(mode => mode.Name == given) ?? throw Unknown(given);
        var named = ImageMode.All.Where(mode => targets.Contains(mode.Task)).ToList();
        return named.Find(mode => mode != (asked ?? named[0])) is { } other
            ? throw Several(asked, named, other)
            : asked ?? named.FirstOrDefault() ?? ImageMode.All[0];
    }

    private static BuildException Unknown(string given) => new(
        HostErrors.BadOptionValue,
        $"{Option}={given}",
        Nearest.To(given, ImageMode.All.Select(mode => mode.Name)) is { } nearest ? $"There is no such mode; the nearest is {nearest}." : "There is no such mode.",
        string.Join(" or ", ImageMode.All.Select(mode => $"{Option}={mode.Name}")));

    /// <param name="other">One that a target stands for and that is not the first that is asked for.</param>
    private static BuildException Several(ImageMode? asked, IEnumerable<ImageMode> named, ImageMode other)
    {
        string[] given = [.. named.Select(mode => $"--target={mode.Task}"), .. asked is null ? Array.Empty<string>() : [$"{Option}={asked.Name}"]];
        return new BuildException(
            HostErrors.BadOptionValue,
            string.Join(' ', given),
            "Each asks for another way to make the image, and a run has one.",
            asked is null ? $"--target={other.Task}" : $"--target={other.Task} or --target={asked.Task}, without {Option}");
    }
}
