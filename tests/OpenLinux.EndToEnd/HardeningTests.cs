using System.Globalization;
using System.Text.RegularExpressions;
using OpenLinux.TestKit.Checkouts;

namespace OpenLinux.EndToEnd;

/// <summary>That the programs of the image are hardened, by the word of binutils and by what happens when they run.</summary>
[Collection(ArtifactGroup.Name)]
public sealed partial class HardeningTests(BuiltFixture built) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("openlinux-hardening-").FullName;

    public static TheoryData<string, string> Programs => new()
    {
        { "x86_64", "bin/busybox" }, { "x86_64", "sbin/init" }, { "aarch64", "bin/busybox" }, { "aarch64", "sbin/init" },
    };

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Readelf_confirms_what_the_linker_was_asked_for(string architecture, string program)
    {
        var path = await ShippedAsync(architecture, program);

        var header = await ReadelfAsync("-hW", path);
        var segments = await ReadelfAsync("-lW", path);
        var dynamic = await ReadelfAsync("-dW", path);

        header.Should().MatchRegex(@"Type:\s+DYN ");
        segments.Should().NotContain("INTERP", "nobody else loads it").And.NotContain("RWE");
        segments.Should().MatchRegex(@"GNU_RELRO .*\n").And.MatchRegex(@"GNU_STACK( +0x0+)+ RW ");
        dynamic.Should().MatchRegex(@"\(FLAGS\) +BIND_NOW\n").And.MatchRegex(@"\(FLAGS_1\) +Flags: NOW PIE\n");
        dynamic.Should().NotContain("NEEDED").And.NotContain("TEXTREL");
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Readelf_finds_the_compilers_protection_in_the_debug_file(string architecture, string program)
    {
        var path = await ShippedAsync(architecture, program);
        var debug = built.Checkout.PathOf($"build/{architecture}/debug/{program}.debug");

        var symbols = await ReadelfAsync("-sW", debug);

        symbols.Should().MatchRegex(@"FUNC +GLOBAL .* __stack_chk_fail\n").And.MatchRegex(@"FUNC +GLOBAL .* __(mem|str)cpy_chk\n");
        foreach (var mark in new[] { "__fortify_source", "__stack_protector" })
        {
            var levels = Regex.Matches(symbols, $@": ([0-9a-f]+) .* ABS {mark}\n").Select(match => Convert.ToInt32(match.Groups[1].Value, 16)).ToList();
            levels.Should().HaveCountGreaterThanOrEqualTo(5, "each translation unit has one").And.OnlyContain(level => level > 0);
        }

        BuildId(await ReadelfAsync("-nW", debug)).Should().Be(BuildId(await ReadelfAsync("-nW", path)), "a debugger must know that they belong together");
    }

    /// <summary>The debug information enters the build ID, and so the program that is shipped.</summary>
    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Neither_the_program_nor_its_debug_file_knows_where_it_was_built(string architecture, string program)
    {
        var shipped = await ShippedAsync(architecture, program);

        foreach (var file in new[] { shipped, built.Checkout.PathOf($"build/{architecture}/debug/{program}.debug") })
        {
            System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file))
                .Should().NotContain(built.Cache).And.NotContain(built.Checkout.Root);
        }
    }

    [Theory]
    [InlineData("x86_64")]
    [InlineData("aarch64")]
    public async Task What_relocation_wrote_to_is_read_only_while_a_program_runs(string architecture)
    {
        var busybox = await ShippedAsync(architecture, "bin/busybox");
        string[] command = architecture == "x86_64" ? [busybox] : ["qemu-aarch64-static", busybox];

        var maps = Mapping().Matches(await Command.OutputAsync("env", [.. command, "cat", "/proc/self/maps"]))
            .Where(mapping => mapping.Groups["file"].Value == busybox)
            .Select(mapping => (Start: Hex(mapping, "start"), End: Hex(mapping, "end"), Rights: mapping.Groups["rights"].Value))
            .ToList();
        var relro = Relro().Match(await ReadelfAsync("-lW", busybox));

        var address = maps[0].Start + Hex(relro, "address");
        maps.Single(mapping => mapping.Start <= address && address < mapping.End).Rights.Should().Be("r--p");
        maps.Should().Contain(mapping => mapping.Rights == "rw-p").And.NotContain(mapping => mapping.Rights.Contains("wx"));
    }

    [Fact]
    public async Task A_program_of_a_users_own_ends_where_a_buffer_would_overflow()
    {
        await using var checkout = await built.NewCheckoutAsync();
        checkout.Write("src/bin/overflow/overflow.c", """
            #include <stdio.h>
            #include <string.h>
            int main(int count, char **words)
            {
                char buffer[8];
                strcpy(buffer, words[count - 1]);
                return puts(buffer) < 0;
            }
            """);
        checkout.Replace("config/openlinux.toml", "\"init\"]", "\"init\", \"overflow\"]");

        var fits = await checkout.RunAsync("--target=Run", "--arch=x86_64", "--", "overflow", "1234567");
        var overflows = await checkout.RunAsync("--target=Run", "--arch=x86_64", "--", "overflow", "12345678");

        fits.Succeeded().Stdout.Should().Contain("1234567");
        overflows.ExitCode.Should().Be(128 + 4, "the trap is an illegal instruction on x86");
        overflows.All.Should().Contain("a buffer would have overflowed");
    }

    /// <summary>The program as the tarball holds it.</summary>
    private async Task<string> ShippedAsync(string architecture, string program)
    {
        (await built.Checkout.RunAsync("--target=Rootfs", $"--arch={architecture}")).Succeeded();
        var tarball = built.Checkout.PathOf($"build/{architecture}/openlinux-1.0.0-alpha-{architecture}-rootfs.tar.gz");
        await Command.OutputAsync("tar", ["-xzf", tarball, "-C", folder, program]);
        return Path.Combine(folder, program);
    }

    private static Task<string> ReadelfAsync(string what, string path) => Command.OutputAsync("readelf", [what, path]);

    private static string BuildId(string notes) => Regex.Match(notes, "Build ID: ([0-9a-f]{40})").Groups[1].Value;

    private static long Hex(Match match, string group) => long.Parse(match.Groups[group].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<start>[0-9a-f]+)-(?<end>[0-9a-f]+) (?<rights>\S+) .* (?<file>/\S+)$", RegexOptions.Multiline)]
    private static partial Regex Mapping();

    [GeneratedRegex(@"GNU_RELRO +0x[0-9a-f]+ 0x(?<address>[0-9a-f]+) ")]
    private static partial Regex Relro();
}
