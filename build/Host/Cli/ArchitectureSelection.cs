using OpenLinux.Common.Errors;
using OpenLinux.Common.Processes;
using OpenLinux.Common.Text;
using OpenLinux.Configuration;
using OpenLinux.Host.Checkouts;
using OpenLinux.Host.Errors;

namespace OpenLinux.Host.Cli;

/// <summary>Which architectures <c>--arch</c> means: names separated by commas, "all", or without it this machine's.</summary>
internal static class ArchitectureSelection
{
    public const string All = "all";

    public static IReadOnlyList<ArchitectureConfiguration> Of(IReadOnlyList<string> given, BuildConfiguration configuration)
    {
        string[] names = [.. given.SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
        if (names.Length == 0)
        {
            names = [ThisMachine.Architecture];
        }

        return names.Contains(All)
            ? [.. configuration.Architectures.Values.OrderBy(architecture => architecture.Name, StringComparer.Ordinal)]
            : [.. names.Select(name => Find(name, configuration)).Distinct()];
    }

    /// <summary>The architectures of this checkout, whatever is in their files.</summary>
    /// <exception cref="BuildException">This is no checkout (<c>OL016</c>).</exception>
    public static IReadOnlyList<string> NamesHere() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(CheckoutLocator.Locate().Config, "arch"), "*.toml")
            .Select(file => Path.GetFileNameWithoutExtension(file)!)
            .Order(StringComparer.Ordinal),
    ];

    private static ArchitectureConfiguration Find(string name, BuildConfiguration configuration)
    {
        var known = configuration.Architectures.Keys;
        if (configuration.Architectures.TryGetValue(ArchitectureNames.Resolve(name, known), out var architecture))
        {
            return architecture;
        }

        var nearest = Nearest.To(name, known.Concat(ArchitectureNames.Synonyms));
        throw new BuildException(
            HostErrors.UnknownArchitecture,
            name,
            nearest is null ? "config/arch has no file of that name." : $"config/arch has no file of that name; the nearest is {nearest}.",
            $"--arch={string.Join(" or --arch=", known.Order(StringComparer.Ordinal))} or --arch=all");
    }
}
