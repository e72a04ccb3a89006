using OpenLinux.TestKit.Checkouts;

namespace OpenLinux.EndToEnd;

/// <summary>A person sits at a real terminal (script(1) opens one), on a machine whose search path lacks the compiler.</summary>
[Collection(EndToEndGroup.Name)]
public sealed class SetupTests(BuiltFixture built)
{
    [Fact]
    public async Task At_a_terminal_the_set_up_asks_and_a_no_stops_with_the_commands()
    {
        await using var checkout = await built.NewCheckoutAsync();
        var tools = Directory.CreateTempSubdirectory().FullName;
        foreach (var tool in new[] { "apt-get", "make", "bzip2", "docker" })
        {
            File.CreateSymbolicLink(Path.Combine(tools, tool), (await Command.OutputAsync("sh", ["-c", $"command -v {tool}"])).Trim());
        }

        var dotnet = (await Command.OutputAsync("sh", ["-c", $"command -v {HostUnderTest.Dotnet}"])).Trim();
        var host = $"PATH={tools} {dotnet} {HostUnderTest.Assembly} --target=Compile --arch=x86_64 --toolchain.toolchain=machine --cache-dir={built.Cache}";
        var result = await Command.RunAsync(
            "sh", ["-c", "echo n | script -qec \"$1\" /dev/null", "sh", host], checkout.Root, new Dictionary<string, string?> { ["OPENLINUX_ROOT"] = checkout.Root });

        result.ExitCode.Should().Be(1);
        result.Stdout.Should().Contain("clang is not installed").And.Contain("Install clang lld llvm with apt-get? [Y/n]")
            .And.Contain("OL201").And.Contain("apt-get install -y").And.NotContain("Running apt-get");
        Directory.Exists(checkout.PathOf("build")).Should().BeFalse();
        Directory.Delete(tools, recursive: true);
    }
}
