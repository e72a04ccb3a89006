using System.Globalization;
using System.Text.RegularExpressions;
using OpenLinux.Common.Errors;
using OpenLinux.Engine.Storage;
using OpenLinux.Host.Errors;

namespace OpenLinux.Host.Cli;

/// <summary>What <c>--target=Cache</c> is to keep, by <c>--max-size</c> and <c>--max-age</c>.</summary>
internal static partial class CacheOptions
{
    public const string Verify = "verify";

    private const string MaxSize = "max-size";
    private const string MaxAge = "max-age";

    private static readonly Dictionary<string, double> Bytes = new(StringComparer.OrdinalIgnoreCase)
    {
        [""] = 1,
        ["B"] = 1,
        ["K"] = 1e3,
        ["M"] = 1e6,
        ["G"] = 1e9,
        ["T"] = 1e12,
        ["KB"] = 1e3,
        ["MB"] = 1e6,
        ["GB"] = 1e9,
        ["TB"] = 1e12,
        ["KIB"] = 1L << 10,
        ["MIB"] = 1L << 20,
        ["GIB"] = 1L << 30,
        ["TIB"] = 1L << 40,
    };

    private static readonly Dictionary<string, double> Seconds = new(StringComparer.Ordinal)
    {
        ["s"] = 1,
        ["m"] = 60,
        ["h"] = 60 * 60,
        ["d"] = 24 * 60 * 60,
        ["w"] = 7 * 24 * 60 * 60,
    };

    /// <returns>Null where nothing is to go.</returns>
    /// <exception cref="BuildException">A value is no size or no duration (<c>OL014</c>).</exception>
    public static PruneLimits? LimitsOf(HostArguments arguments)
    {
        var size = Read(arguments, MaxSize, Bytes, "a number of bytes, with KB, MB, GB, TB (thousands) or KiB, MiB, GiB, TiB", "5GB");
        var age = Read(arguments, MaxAge, Seconds, "a number with s, m, h, d or w: seconds, minutes, hours, days, weeks", "30d");
        return size is null && age is null ? null : new PruneLimits((long?)size, age is null ? null : TimeSpan.FromSeconds(age.Value));
    }

    private static double? Read(HostArguments arguments, string option, Dictionary<string, double> units, string takes, string example)
    {
        if (arguments.Value(option) is not { } given)
        {
            return null;
        }

        // Nobody has an exabyte, or a cache of three hundred years.
        return Quantity().Match(given) is { Success: true } parts
            && units.TryGetValue(parts.Groups["unit"].Value, out var unit)
            && double.Parse(parts.Groups["number"].Value, CultureInfo.InvariantCulture) * unit is var quantity and < 1e12 * 1e6
            && (option == MaxSize || quantity < 1e10)
            ? quantity
            : throw new BuildException(HostErrors.BadOptionValue, $"--{option}={given}", $"It takes {takes}.", $"--{option}={example}");
    }

    [GeneratedRegex(@"^(?<number>\d{1,15}(\.\d{1,9})?) ?(?<unit>[A-Za-z]*)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Quantity();
}
