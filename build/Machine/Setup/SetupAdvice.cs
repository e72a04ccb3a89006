using OpenLinux.Machine.Packages;
using OpenLinux.Machine.Prerequisites;

namespace OpenLinux.Machine.Setup;

/// <summary>The commands that would put right what is missing on this system, for people to paste.</summary>
public sealed class SetupAdvice(MachineFacts machine)
{
    private readonly Lazy<PackageManager?> manager = new(() => PackageManagers.Of(machine));

    public PackageManager? Manager => manager.Value;

    /// <returns>What this system's manager would install for them, each package once; empty where it has nothing.</returns>
    public IReadOnlyList<string> PackagesOf(IEnumerable<Prerequisite> prerequisites) =>
        Manager is null ? [] : [.. prerequisites.SelectMany(prerequisite => prerequisite.Packages.For(Manager.Kind)).Distinct(StringComparer.Ordinal)];

    /// <returns>Commands, one a line, or a sentence where no command is known.</returns>
    public string CommandsFor(params IReadOnlyList<Prerequisite> prerequisites)
    {
        var names = string.Join(", ", prerequisites.Select(prerequisite => prerequisite.Name));
        var packages = PackagesOf(prerequisites);
        if (Manager is null || packages.Count == 0)
        {
            return machine.Family == OperatingSystemFamily.MacOS
                ? $"install {names} by hand (Apple's own tools: xcode-select --install)"
                : $"install {names} by hand: {OperatingSystemRelease.Of(machine).Name} has no package for it that is known here";
        }

        var prefix = Manager.NeedsRoot && !machine.IsPrivileged ? "sudo " : "";
        var commands = Manager.Refresh is null ? Manager.Install(packages) : [Manager.Refresh, .. Manager.Install(packages)];
        return string.Join('\n', commands.Select(command => $"{prefix}{command}"));
    }
}
