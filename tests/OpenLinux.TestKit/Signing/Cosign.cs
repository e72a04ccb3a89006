using System.Diagnostics;
using System.Text.RegularExpressions;
using OpenLinux.Common.Processes;
using OpenLinux.Machine;
using OpenLinux.TestKit.Checkouts;
using OpenLinux.Userland.Sources.Apt;

namespace OpenLinux.TestKit.Signing;

/// <summary>
/// cosign itself, version 3: the machine's, or the one of Debian's next release, fetched once through the machine's own apt, its mirror and its keys,
/// and installed nowhere. It is given a home of its own and no network but the registry's.
/// </summary>
internal static partial class Cosign
{
    /// <summary>The first release with a cosign that verifies bundles without asking the world.</summary>
    private const string Release = "forky";

    private static readonly Lazy<string?> Program = new(() => ProgramPath.Find("cosign", MachineFacts.Current.SearchPath) ?? Fetch());

    public static (int ExitCode, string Output) Verify(string publicKey, string image) =>
        Try(publicKey, "verify", "--insecure-ignore-tlog", image);

    public static (int ExitCode, string Output) VerifyProvenance(string publicKey, string image) =>
        Try(publicKey, "verify-attestation", "--insecure-ignore-tlog", "--type", "slsaprovenance1", image);

    public static (int ExitCode, string Output) Sign(string privateKey, string password, string image) =>
        Try(privateKey, password, ["sign", "--use-signing-config=false", "--tlog-upload=false", "--yes", image]);

    private static (int ExitCode, string Output) Try(string key, params IReadOnlyList<string> arguments) => Try(key, password: "", arguments);

    private static (int ExitCode, string Output) Try(string key, string password, IReadOnlyList<string> arguments)
    {
        Assert.SkipUnless(Program.Value is not null, "there is no cosign on this machine, and only Debian's apt has one");
        using var home = new TestFolder();
        var start = new ProcessStartInfo(Program.Value!, [arguments[0], "--key", home.Write("key", key), .. arguments.Skip(1)])
        {
            WorkingDirectory = home.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["HOME"] = home.Path, ["COSIGN_PASSWORD"] = password, ["DOCKER_CONFIG"] = home.Path },
        };
        using var process = Process.Start(start)!;
        var stderr = process.StandardError.ReadToEndAsync();
        var stdout = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, stdout + stderr.GetAwaiter().GetResult());
    }

    /// <returns>Null where the machine's apt is not Debian's.</returns>
    private static string? Fetch()
    {
        var folder = Path.Combine(HostUnderTest.Checkout, ".cache", "cosign");
        var program = Path.Combine(folder, "usr", "bin", "cosign");
        if (File.Exists(program) || AptMachine.Default.Distribution() != "debian")
        {
            return File.Exists(program) ? program : null;
        }

        using var apt = new TestFolder();
        var sources = AptSourceEntries.Derive(AptMachine.Default).Replace("Types: deb-src", "Types: deb", StringComparison.Ordinal);
        apt.Write("sources.d/cosign.sources", Suites().Replace(sources, $"Suites: {Release}"));
        apt.Write("state/status", "");
        Directory.CreateDirectory(apt.PathOf("state/lists/partial"));
        Directory.CreateDirectory(apt.PathOf("cache/archives/partial"));
        string[] options =
        [
            "-o", "Dir::Etc::SourceList=/dev/null", "-o", $"Dir::Etc::SourceParts={apt.PathOf("sources.d")}", "-o", $"Dir::State={apt.PathOf("state")}",
            "-o", $"Dir::State::status={apt.PathOf("state/status")}", "-o", $"Dir::Cache={apt.PathOf("cache")}", "-o", "Acquire::Languages=none",
            "-o", $"APT::Sandbox::User={Environment.UserName}",
        ];
        Tool.Run("apt-get", [.. options, "update", "-q"], apt.Path);
        Tool.Run("apt-get", [.. options, "download", "-q", "cosign"], apt.Path);
        Tool.Run("dpkg-deb", ["-x", Directory.GetFiles(apt.Path, "cosign_*.deb").Single(), $"{folder}.{Environment.ProcessId}"], apt.Path);
        Directory.Move($"{folder}.{Environment.ProcessId}", folder);
        return program;
    }

    [GeneratedRegex("^Suites: .*$", RegexOptions.Multiline)]
    private static partial Regex Suites();
}
