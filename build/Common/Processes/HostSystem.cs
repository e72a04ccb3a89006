namespace OpenLinux.Common.Processes;

/// <summary>What programs of this machine are built for, operating system first: "linux-x86_64", "macos-aarch64".</summary>
public static class HostSystem
{
    public static string Name { get; } = $"{Family}-{ThisMachine.Architecture}";

    private static string Family =>
        OperatingSystem.IsLinux() ? "linux"
        : OperatingSystem.IsMacOS() ? "macos"
        : OperatingSystem.IsWindows() ? "windows"
        : "other";
}
