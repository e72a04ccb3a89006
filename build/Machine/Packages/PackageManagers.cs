namespace OpenLinux.Machine.Packages;

/// <summary>The package managers that set-up can use.</summary>
public static class PackageManagers
{
    public static readonly PackageManager Apt = new()
    {
        Kind = PackageManagerKind.Apt,
        Program = "apt-get",
        Systems = ["debian", "ubuntu"],
        Refresh = new PackageCommand("apt-get", "update"),
        Lists = "/var/lib/apt/lists",
        Install = packages =>
            [new PackageCommand("apt-get", ["install", "-y", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300", .. packages])],
        BusyText = "Could not get lock",
        Environment = new Dictionary<string, string> { ["DEBIAN_FRONTEND"] = "noninteractive" },
    };

    public static readonly PackageManager Dnf = new()
    {
        Kind = PackageManagerKind.Dnf,
        Program = "dnf",
        Systems = ["fedora", "rhel"],
        Install = packages => [new PackageCommand("dnf", ["install", "-y", .. packages])],
    };

    public static readonly PackageManager Apk = new()
    {
        Kind = PackageManagerKind.Apk,
        Program = "apk",
        Systems = ["alpine"],
        Install = packages => [new PackageCommand("apk", ["add", "--no-cache", .. packages])],
        BusyText = "Unable to lock database",
    };

    public static readonly PackageManager Pacman = new()
    {
        Kind = PackageManagerKind.Pacman,
        Program = "pacman",
        Systems = ["arch"],
        Install = packages => [new PackageCommand("pacman", ["-Sy", "--needed", "--noconfirm", .. packages])],
        BusyText = "unable to lock database",
    };

    public static readonly PackageManager Brew = new()
    {
        Kind = PackageManagerKind.Brew,
        Program = "brew",
        NeedsRoot = false,
        Install = packages => [new PackageCommand("brew", ["install", .. packages])],
    };

    public static readonly PackageManager Winget = new()
    {
        Kind = PackageManagerKind.Winget,
        Program = "winget",
        NeedsRoot = false,
        Install = packages =>
        [
            .. packages.Select(package => new PackageCommand(
                "winget", "install", "--exact", "--accept-package-agreements", "--accept-source-agreements", "--id", package)),
        ],
    };

    public static IReadOnlyList<PackageManager> All { get; } = [Apt, Dnf, Apk, Pacman, Brew, Winget];

    /// <returns>The system's own manager, else the first that is installed, else null.</returns>
    public static PackageManager? Of(MachineFacts machine)
    {
        var release = OperatingSystemRelease.Of(machine);
        return All.FirstOrDefault(manager => manager.Systems.Any(release.Descends) && machine.FindProgram(manager.Program) is not null)
            ?? All.FirstOrDefault(manager => machine.FindProgram(manager.Program) is not null);
    }
}
