using OpenLinux.Engine.Diagnostics;
using OpenLinux.Machine;
using OpenLinux.Registry;

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
    public static readonly ErrorCode RepositoryNotTrusted = new("OL019", "git does not trust the checkout");
    public static readonly ErrorCode FileUnusable = new("OL904", "a file or folder cannot be used");
    public static readonly ErrorCode Unexpected = new("OL909", "the build itself failed");

    /// <summary>As build.sh says it where it is the first to notice.</summary>
    public static readonly ErrorCode CheckoutUnwritable = new("OL005", "the checkout's cache folder cannot be written");

    private static readonly ErrorCode[] Usage =
        [UnknownOption, UnknownTarget, UnknownArchitecture, BadOptionValue, StrayArgument, MachineErrors.UnknownSetupPolicy, RegistryErrors.InvalidReference];

    /// <summary>Whether the command line itself was wrong: by the code, or because what is wrong is an option.</summary>
    internal static bool IsUsage(BuildException error) =>
        Usage.Contains(error.Code) || error.Subject.StartsWith("--", StringComparison.Ordinal);
}
