using OpenLinux.Engine.Diagnostics;

namespace OpenLinux.Host;

/// <summary>What can be wrong with the command line, and with running at all.</summary>
public static class HostErrors
{
    public static readonly ErrorCode UnknownOption = new("OL001", "unknown option");
    public static readonly ErrorCode UnknownTarget = new("OL002", "unknown target");
    public static readonly ErrorCode UnknownArchitecture = new("OL003", "unknown architecture");
    public static readonly ErrorCode BadOptionValue = new("OL004", "an option's value cannot be used");
    public static readonly ErrorCode StrayArgument = new("OL005", "an argument belongs to no option");
    public static readonly ErrorCode NotACheckout = new("OL006", "not an OpenLinux checkout");
    public static readonly ErrorCode TestsFailed = new("OL007", "the tests failed");
    public static readonly ErrorCode ContainerFailed = new("OL008", "the container's command failed");
}
