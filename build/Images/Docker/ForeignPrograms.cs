using System.Runtime.InteropServices;

namespace OpenLinux.Images.Docker;

/// <summary>Whether this machine runs programs of an architecture: its own, or through binfmt_misc (Linux admin-guide, binfmt-misc).</summary>
public static class ForeignPrograms
{
    private const string Registrations = "/proc/sys/fs/binfmt_misc";

    /// <param name="platform">"linux/arm64".</param>
    /// <param name="emulator">The name it is registered under, e.g. "qemu-aarch64".</param>
    public static bool Run(string platform, string emulator) =>
        platform == Native || IsEnabled(Path.Combine(Registrations, emulator));

    private static string Native => RuntimeInformation.OSArchitecture switch
    {
        Architecture.X64 => "linux/amd64",
        Architecture.Arm64 => "linux/arm64",
        var other => $"linux/{other.ToString().ToLowerInvariant()}",
    };

    private static bool IsEnabled(string registration) =>
        File.Exists(registration) && File.ReadLines(registration).FirstOrDefault() == "enabled";
}
