using OpenLinux.Engine.Diagnostics;

namespace OpenLinux.Host;

/// <summary>What can be wrong with the command line, and with running at all.</summary>
public static class HostErrors
{
    public static readonly ErrorCode UnknownOption = new("OL011", "unknown option");
    public static readonly ErrorCode UnknownTarget = new("OL012", "unknown target");
    public static readonly ErrorCode UnknownArchitecture = new("OL013", "unknown architecture");
    public static readonly ErrorCode BadOptionValue = new("OL014", "an option's value cannot be used");
    public static readonly ErrorCode StrayArgument = new("OL015", "an argument belongs to no option");
    public static readonly ErrorCode NotACheckout = new("OL016", "not an OpenLinux checkout");
    public static readonly ErrorCode TestsFailed = new("OL017", "the tests failed");
    public static readonly ErrorCode ContainerFailed = new("OL018", "the container's command failed");

    /// <summary>Whether the command line itself was wrong.</summary>
    internal static bool IsUsage(ErrorCode code) =>
        code == UnknownOption || code == UnknownTarget || code == UnknownArchitecture || code == BadOptionValue || code == StrayArgument;
}
