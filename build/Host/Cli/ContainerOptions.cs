using OpenLinux.Common.Errors;
using OpenLinux.Host.Errors;

namespace OpenLinux.Host.Cli;

/// <summary>What Run and Shell give the container.</summary>
/// <param name="Mounts">As <c>docker run --volume</c> takes them, the host's side absolute.</param>
internal sealed record ContainerOptions(IReadOnlyList<string> Mounts, IReadOnlyDictionary<string, string> Environment)
{
    /// <exception cref="BuildException">One cannot be used (<c>OL014</c>).</exception>
    public static ContainerOptions Of(HostArguments arguments) =>
        new([.. arguments.All("mount").Select(AbsoluteMount)], EnvironmentOf(arguments));

    /// <summary>
    /// A mount's host side is relative to where the user stands, as with <c>cp</c>; a colon may be in it, as after a drive letter.
    /// An absolute one may be there where the daemon is alone.
    /// </summary>
    private static string AbsoluteMount(string mount)
    {
        var end = mount.LastIndexOf(":/", StringComparison.Ordinal);
        if (end <= 0)
        {
            throw Unusable(mount, "It takes a folder of this machine and an absolute path in the container.");
        }

        var source = Path.GetFullPath(mount[..end]);
        return Path.IsPathRooted(mount) || Path.Exists(source) ? source + mount[end..] : throw Unusable(mount, $"There is no {source}.");
    }

    private static BuildException Unusable(string mount, string cause) => new(
        HostErrors.BadOptionValue, $"--mount={mount}", cause, "--mount=.:/work or --mount=/data:/data:ro");

    /// <summary>The last one holds where a name is given twice, as with <c>docker run</c>.</summary>
    private static Dictionary<string, string> EnvironmentOf(HostArguments arguments)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var parts in arguments.All("run-env").Select(variable => variable.Split('=', 2)))
        {
            environment[parts[0]] = parts.Length == 2 ? parts[1] : System.Environment.GetEnvironmentVariable(parts[0]) ?? "";
        }

        return environment;
    }
}
