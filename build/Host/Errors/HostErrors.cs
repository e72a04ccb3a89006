using OpenLinux.Common.Errors;
using OpenLinux.Machine;
using OpenLinux.Oci.Naming;
using OpenLinux.Registry;

namespace OpenLinux.Host.Errors;

/// <summary>What can be wrong with the command line, and with running at all.</summary>
public static class HostErrors
{
    public static readonly ErrorCode UnknownOption = new("OL011", "unknown option",
        "misspelt; the nearest is named", "`--help`");

    public static readonly ErrorCode UnknownTarget = new("OL012", "unknown target",
        "misspelt; the nearest is named", "`--description`");

    public static readonly ErrorCode UnknownArchitecture = new("OL013", "unknown architecture",
        "no `config/arch/NAME.toml`; the nearest is named", "`--arch=x86_64`, `aarch64` or `all`");

    public static readonly ErrorCode BadOptionValue = new("OL014", "an option's value cannot be used",
        "a missing or impossible value", "the message says what it takes");

    public static readonly ErrorCode StrayArgument = new("OL015", "an argument belongs to no option",
        "a word that is no task; the nearest is named", "options start with `--`; a command stands after a lone `--`");

    public static readonly ErrorCode NotACheckout = new("OL016", "not an OpenLinux checkout",
        "no `config/openlinux.toml` here or above", "run the checkout's `build.sh`");

    public static readonly ErrorCode TestsFailed = new("OL017", "the tests failed",
        "a test failed; its message stands above", "`--target=Test --filter='*Class*'`");

    public static readonly ErrorCode ContainerFailed = new("OL018", "the container's command failed",
        "the command in the container ended with an error, or is not there", "its own output stands above; 126 and 127 as in sh");

    public static readonly ErrorCode RepositoryNotTrusted = new("OL019", "git does not trust the checkout",
        "it belongs to another user, as in some containers", "`git config --global --add safe.directory`");

    public static readonly ErrorCode ProfileUnwritable = new("OL020", "the profile cannot be written",
        "no such folder, no right to write there, or a folder of that name", "`--profile=FILE` in a folder of yours");

    public static readonly ErrorCode NothingToRepeat = new("OL022", "no step is kept to be repeated",
        "no step failed since the last build that ran something, or its folder was removed", "build again: what fails is kept");

    public static readonly ErrorCode BenchFailed = new("OL021", "the benchmarks cannot be run",
        "an unknown row, or they do not compile; the message says which", "`--target=Bench --only=b,d`");

    public static readonly ErrorCode FactsUnwritable = new("OL023", "the facts of the run cannot be written",
        "no such folder, no right to write there, or a folder of that name", "`--facts=FILE` in a folder of yours");

    public static readonly ErrorCode FileUnusable = new("OL904", "a file or folder cannot be used",
        "permissions, or something of another kind stands there; the path is shown", "after a build as root: `sudo chown -R`");

    public static readonly ErrorCode OutputUnwritable = new("OL906", "what the build says cannot be written",
        "standard output goes to a full disk", "send it elsewhere; the build itself went on");

    public static readonly ErrorCode Unexpected = new("OL909", "the build itself failed",
        "nobody expected this; the cause is shown", "report it, with what `--verbosity=diagnostic` prints");

    private static readonly ErrorCode[] Usage =
        [UnknownOption, UnknownTarget, UnknownArchitecture, BadOptionValue, StrayArgument, MachineErrors.UnknownSetupPolicy, NamingErrors.InvalidReference];

    /// <summary>Whether the command line itself was wrong: by the code, or because what is wrong is an option.</summary>
    internal static bool IsUsage(BuildException error) =>
        Usage.Contains(error.Code) || error.Subject.StartsWith("--", StringComparison.Ordinal);
}
