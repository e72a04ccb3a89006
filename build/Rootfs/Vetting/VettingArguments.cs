using System.Globalization;
using OpenLinux.Configuration;

namespace OpenLinux.Rootfs.Vetting;

/// <summary>A vetting policy as a command line states it, for the key of the cached step.</summary>
internal static class VettingArguments
{
    public static IReadOnlyList<string> Of(VettingConfiguration vetting, BuildPlaces places) =>
    [
        .. vetting.Rules.Select(rule => $"--rule={rule.Key}:{LevelOf(rule.Value)}"),
        .. from rule in vetting.Allowed from component in rule.Value select $"--allowed={rule.Key}:{component}",
        .. vetting.Setuid.Select(path => $"--setuid={path}"),
        .. vetting.WorldWritable.Select(path => $"--world-writable={path}"),
        .. vetting.BuildPaths.Select(pattern => $"--build-path={pattern.Expression}"),
        .. vetting.Secrets.Select(pattern => $"--secret={pattern.Name}:{pattern.Expression}"),
        .. vetting.Budget.Select(budget => string.Create(CultureInfo.InvariantCulture, $"--budget={budget.Key}:{budget.Value}")),
        string.Create(
            CultureInfo.InvariantCulture,
            $"--limits={vetting.Limits.Expansion}/{vetting.Limits.UnpackedBytes}/{vetting.Limits.IndexBytes}"),
        .. places.ToArguments(vetting.BuildPaths),
    ];

    private static string LevelOf(RuleLevel level) => level switch
    {
        RuleLevel.Error => "error",
        RuleLevel.Warn => "warn",
        _ => "off",
    };
}
