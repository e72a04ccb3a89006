using OpenLinux.Tests.EndToEnd.Support;

namespace OpenLinux.Tests.EndToEnd;

[Collection(EndToEndGroup.Name)]
public sealed class ArchitectureTests(BuiltFixture built)
{
    [Fact]
    public async Task Switching_back_and_forth_never_reuses_an_object_of_the_other()
    {
        await using var checkout = await built.NewCheckoutAsync();
        checkout.Replace("config/openlinux.toml", "\"busybox\", ", "");
        checkout.Replace("src/bin/init/recipe.toml", "kind", "# changed\nkind");

        foreach (var architecture in new[] { "x86_64", "aarch64", "x86_64", "aarch64" })
        {
            (await checkout.RunAsync("--target=Sysroot", $"--arch={architecture}")).Succeeded();
        }

        (await MachineOfAsync(checkout, "x86_64")).Should().Contain("X86-64");
        (await MachineOfAsync(checkout, "aarch64")).Should().Contain("AArch64");
        (await checkout.RunAsync("--target=Sysroot", "--arch=x86_64,aarch64")).Succeeded().LineOf("Compile").Should().Contain("cached:");
    }

    private static Task<string> MachineOfAsync(Checkout checkout, string architecture) =>
        Command.OutputAsync("readelf", ["-h", checkout.PathOf($"build/{architecture}/sysroot/sbin/init")]);
}
