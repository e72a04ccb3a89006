using System.Text.RegularExpressions;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Checkouts;

namespace OpenLinux.EndToEnd;

/// <summary>
/// The whole default userland in the root file system of another distribution, which has no compiler, linker or header: another libc, sh, make, sed
/// and awk, another user, path, host name, umask, time zone, language and cache. Everything is built anew, to the same bytes as here.
/// </summary>
[Collection(ArtifactGroup.Name)]
public sealed class DistributionTests(BuiltFixture built)
{
    /// <summary>What the host needs to run, and what makefiles call.</summary>
    private const string Packages = "make,bzip2,libstdc++6,openssl";

    /// <summary>In a mount namespace of its own: the runtime and the host are this machine's, all else is the distribution's.</summary>
    private const string Enter =
        """
        root=$1 dotnet=$2 host=$3 user=$4
        shift 4
        mkdir -p "$root/opt/dotnet" "$root/opt/host" "$root/proc" "$root/dev"
        mount --bind "$dotnet" "$root/opt/dotnet"
        mount --bind "$host" "$root/opt/host"
        mount -t proc proc "$root/proc"
        mount --rbind /dev "$root/dev"
        hostname elsewhere
        umask 077
        exec chroot --userspec="$user:$user" "$root" /usr/bin/env -i PATH=/usr/bin:/bin HOME=/home/builder TZ=Pacific/Kiritimati LANG=de_DE.UTF-8 \
            OPENLINUX_ROOT="/home/builder/a much longer path/checkout" OPENLINUX_SOURCES=/home/builder/archives DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 \
            /opt/dotnet/dotnet /opt/host/OpenLinux.Host.dll "$@"
        """;

    /// <summary>This machine's is bookworm, as is that of every other test; riscv64's compiler is the same program.</summary>
    [Fact]
    public async Task A_distribution_without_a_compiler_gives_the_same_rootfs_image_and_papers()
    {
        const string suite = "trixie", knownAs = "opensuse", architectures = "x86_64,aarch64";
        const int user = 1234;
        var root = Directory.CreateTempSubdirectory($"openlinux-{suite}-").FullName;
        var installing = Command.OutputAsync("mmdebstrap", ["--quiet", "--variant=essential", $"--include={Packages}", suite, root]);
        await using var here = await built.NewCheckoutAsync();
        (await here.RunAsync("--target=Oci", "--target=Papers", $"--arch={architectures}")).Succeeded();
        await installing;
        (await Command.OutputAsync("sh", ["-c", "for program in clang gcc cc ld ld.lld llvm-ar; do chroot \"$0\" sh -c \"command -v $program\" || :; done", root])).Should().BeEmpty();
        // Clang reads it, and links as each distribution prefers; none differs more from Debian than this one.
        await File.WriteAllTextAsync(Path.Combine(root, "usr/lib/os-release"), $"ID={knownAs}\n", TestContext.Current.CancellationToken);
        var home = Path.Combine(root, "home/builder");
        var checkout = await Checkout.CloneAsync(here, Path.Combine(home, "a cache of its own"), Path.Combine(home, "a much longer path", "checkout"));
        await CopyArchivesAsync(Path.Combine(home, "archives"));
        await Command.OutputAsync("chown", ["-R", $"{user}:{user}", home]);

        var dotnet = Path.GetDirectoryName((await Command.OutputAsync("sh", ["-c", $"readlink -f \"$(command -v {HostUnderTest.Dotnet})\""])).Trim())!;
        var result = await Command.RunAsync(
            "unshare",
            [
                "--mount", "--uts", "--pid", "--fork", "sh", "-euc", Enter, "sh", root, dotnet, Path.GetDirectoryName(HostUnderTest.Assembly)!, $"{user}",
                "--target=Oci", "--target=Papers", $"--arch={architectures}", "--cache-dir=/home/builder/a cache of its own", "--setup=never", $"--repository={checkout.Repository}",
            ],
            "/");

        result.Succeeded();
        foreach (var name in ResultsOf(architectures))
        {
            Sha256(checkout.PathOf(name)).Should().Be(Sha256(here.PathOf(name)), name);
        }

        await Command.OutputAsync("rm", ["-rf", root]);
    }

    private static string[] ResultsOf(string architectures) =>
    [
        .. from architecture in architectures.Split(',')
           from end in (string[])["-rootfs.tar.gz", "-oci.tar", ".spdx.json", ".cdx.json", ".provenance.json", ".build-record.json", "-oci.provenance.json"]
           select $"build/{architecture}/openlinux-1.0.0-alpha-{architecture}{end}",
        "build/all/openlinux-1.0.0-alpha-oci.tar",
    ];

    /// <summary>Under the names and from the hashes that recipes and configuration pin, out of this build's own cache.</summary>
    private async Task CopyArchivesAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        var pinned = new List<(string Name, string Hash)>();
        foreach (var recipe in Directory.EnumerateFiles(built.Checkout.PathOf("src"), "recipe.toml", SearchOption.AllDirectories))
        {
            var text = await File.ReadAllTextAsync(recipe);
            pinned.AddRange(Regex.Matches(text, "sha256 = \"(?<hash>[0-9a-f]{64})\"\\s+urls = \\[\"[^\"]*/(?<name>[^/\"]+)\"").Select(match => (match.Groups["name"].Value, match.Groups["hash"].Value)));
        }

        pinned.AddRange(Regex.Matches(built.Checkout.ReadAll("config/toolchain.toml"), "package = \"@(?<scope>[^/\"]+)/(?<name>[^@\"]+)@(?<version>[^\"]+)\"\\s+sha256 = \"(?<hash>[0-9a-f]{64})\"")
            .Select(match => ($"{match.Groups["scope"].Value}-{match.Groups["name"].Value}-{match.Groups["version"].Value}.tgz", match.Groups["hash"].Value)));
        foreach (var (name, hash) in pinned)
        {
            File.Copy(Path.Combine(built.Cache, "cas", hash[..2], hash), Path.Combine(folder, name));
        }
    }

    private static string Sha256(string path) =>
        Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)));
}
