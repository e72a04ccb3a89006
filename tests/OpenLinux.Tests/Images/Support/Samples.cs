using OpenLinux.Configuration;
using OpenLinux.Images.Inspection;

namespace OpenLinux.Tests.Images.Support;

internal static class Samples
{
    public static readonly ArchitectureConfiguration X8664 = new("x86_64", "x86_64-linux-musl", "linux/amd64", 64, 62, "qemu-x86_64", [], []);

    public static readonly ImageConfiguration Image = new(
        "openlinux", ["{version}-{arch}"], ["/sbin/init"], ["/bin/sh"],
        new Dictionary<string, string> { ["PATH"] = "/bin:/sbin" }, new Dictionary<string, string>(), "", "/", "/bin/sh");

    public static readonly RootfsConfiguration Rootfs = new(false, false, ["/etc/passwd"], new Dictionary<string, int>());

    public static InspectionPolicy Policy { get; } = InspectionPolicy.Of(X8664, Rootfs, Image);
}
