using OpenLinux.Archives;
using OpenLinux.Configuration;
using OpenLinux.Configuration.Loading;
using OpenLinux.Oci.Naming;
using OpenLinux.Rootfs.Vetting;

namespace OpenLinux.TestKit.Oci;

internal static class Samples
{
    public static readonly ArchitectureConfiguration X8664 = new("x86_64", "x86_64-linux-musl", "linux/amd64", 64, 62, [], []);

    public static readonly ImageConfiguration Image = new(
        ImageReference.Parse("openlinux"), ["{version}-{arch}"], ["/sbin/init"], ["/bin/sh"],
        new Dictionary<string, string> { ["PATH"] = "/bin:/sbin" }, new Dictionary<string, string>(), "", "/", "/bin/sh");

    public static readonly RootfsConfiguration Rootfs = new(false, false, ["/etc/passwd"], new Dictionary<string, int>());

    /// <summary>What the tarball's form and its entries are judged by, without what only a hardened program fulfils.</summary>
    public static VettingConfiguration Vetting { get; } = new(
        VettingKeys.Rules.ToDictionary(rule => rule.Name, rule => LevelOf(rule.Name)),
        [], ["/tmp"], [], [], new Dictionary<string, long>(), ArchiveLimits.Default);

    public static InspectionPolicy Policy { get; } =
        InspectionPolicy.Of(X8664, Rootfs, Image, Vetting, new BuildPlaces("/checkout", "/cache"));

    /// <summary>What the repository's own root filesystem is judged by.</summary>
    public static VettingConfiguration Repository { get; } =
        ConfigurationLoader.Load(System.IO.Path.Combine(RepositoryRoot.Path, "config"), []).Vetting;

    public static InspectionPolicy Strict { get; } = Policy with { Vetting = Repository };

    public static InspectionPolicy For(string target) => target.StartsWith("aarch64", StringComparison.Ordinal)
        ? Strict with { Architecture = X8664 with { Name = "aarch64", ElfMachine = 183 } }
        : Strict;

    /// <summary>The policy with one rule at another level.</summary>
    public static InspectionPolicy With(this InspectionPolicy policy, string rule, RuleLevel level) => policy with
    {
        Vetting = policy.Vetting with { Rules = new Dictionary<string, RuleLevel>(policy.Vetting.Rules) { [rule] = level } },
    };

    public static InspectionPolicy Limited(ArchiveLimits limits) => Policy with { Limits = limits };

    private static RuleLevel LevelOf(string rule) => rule switch
    {
        "static" => RuleLevel.Error,
        "setuid" or "world_writable" or "device_nodes" or "duplicates" => RuleLevel.Warn,
        _ => RuleLevel.Off,
    };
}
