using OpenLinux.Common.Errors;
using OpenLinux.Common.Processes;
using OpenLinux.Common.Text;
using OpenLinux.Configuration;
using OpenLinux.Host.Errors;

namespace OpenLinux.Host.Cli;

/// <summary>Which architectures <c>--arch</c> means: names separated by commas, "all", or without it this machine's.</summary>
internal static class ArchitectureSelection
{
    public static IReadOnlyList<ArchitectureConfiguration> Of(IReadOnlyList<string> given, BuildConfiguration configuration)
    {
        string[] names = [.. given.SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
        if (names.Length == 0)
        {
            names = [ThisMachine.Architecture];
        }

        return names.Contains("all")
            ? [.. configuration.Architectures.Values.OrderBy(architecture => architecture.Name, StringComparer.Ordinal)]
            : [.. names.Distinct().Select(name => Find(name, configuration))];
    }

    private static ArchitectureConfiguration Find(string name, BuildConfiguration configuration)
    {
        if (configuration.Architectures.TryGetValue(name, out var architecture))
        {
            return architecture;
        }

        // What others call them: Docker, Debian and Go say amd64 and arm64.
        var byPlatform = configuration.Architectures.Values.FirstOrDefault(known => known.Platform == $"linux/{name}");
        var nearest = byPlatform?.Name ?? Nearest.To(name, configuration.Architectures.Keys);
        throw new BuildException(
            HostErrors.UnknownArchitecture,
            name,
            nearest is null ? "config/arch has no file of that name." : $"config/arch has no file of that name; the nearest is {nearest}.",
            $"--arch={string.Join(" or --arch=", configuration.Architectures.Keys.Order(StringComparer.Ordinal))} or --arch=all");
    }
}
