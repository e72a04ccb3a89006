using System.Globalization;
using System.Text.RegularExpressions;
using OpenLinux.Bench.Measuring;

namespace OpenLinux.Bench.Rows;

internal sealed partial class ChangedOption() : Row("e", "one BusyBox option changed", "≤ 6 s")
{
    private const string Option = "CONFIG_FEATURE_VI_MAX_LEN";

    public override async Task<Contest> PrepareAsync(Workplace place)
    {
        var work = await DefaultWork.PrepareAsync(place, "Sysroot");
        var kept = await UpstreamPeer.PrepareAsync(work, "busybox", "busybox");
        await KeepDependenciesAsync(Path.Combine(kept, "recipe", "build.sh"));
        var command = UpstreamPeer.Command(work, kept);
        place.Do(command);
        return new Contest(
            2,
            new Contestant("ours", work.Ours("Compile")) { Before = () => ChangeAsync(work.Checkout) },
            new Contestant("make, kept tree", command) { Before = () => ChangeAsync(kept) });
    }

    /// <summary>The recipe's tree is built once, and notes no compile's headers; what is kept goes by those that the makefiles note.</summary>
    private static async Task KeepDependenciesAsync(string script)
    {
        var lines = await File.ReadAllLinesAsync(script);
        await File.WriteAllLinesAsync(script, lines.Where(line => !line.Contains("_cc_o_c=", StringComparison.Ordinal)));
    }

    /// <summary>Gives it a value that it never had here: 1,000 to 16,000 are all the same to BusyBox.</summary>
    private static async Task ChangeAsync(string root)
    {
        var file = Path.Combine(root, "config", "busybox.config");
        var text = OptionLine().Replace(await File.ReadAllTextAsync(file), "");
        var value = 1000 + (DateTime.UtcNow.Ticks / TimeSpan.TicksPerSecond % 15000);
        await File.WriteAllTextAsync(file, $"{text.TrimEnd('\n')}\n{Option}={value.ToString(CultureInfo.InvariantCulture)}\n");
    }

    [GeneratedRegex($"^{Option}=.*\n", RegexOptions.Multiline)]
    private static partial Regex OptionLine();
}
