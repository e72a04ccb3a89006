using OpenLinux.TestKit;
using OpenLinux.TestKit.Checkouts;

namespace OpenLinux.EndToEnd;

[Collection(ArtifactGroup.Name)]
public sealed class ExtensionTests(BuiltFixture built)
{
    [Fact]
    public async Task A_library_and_a_program_are_a_folder_and_a_word_in_the_configuration_each()
    {
        await using var checkout = await built.NewCheckoutAsync();
        foreach (var chapter in new[] { "Adding a program", "Adding a library" })
        {
            (await Command.RunAsync("sh", ["-euc", Documents.Example("docs/recipes.md", chapter)], checkout.Root)).Succeeded();
        }

        checkout.Replace("config/openlinux.toml", "\"busybox\", \"init\"]", "\"greeting\", \"busybox\", \"init\", \"hello\"]");

        var result = (await checkout.RunAsync("--target=Run", "--arch=x86_64", "--", "hello")).Succeeded();

        result.Stdout.Should().Contain("hello from a library");
        checkout.ReadAll("build/x86_64/compile_commands.json").Should().Contain("src/bin/hello/hello.c");
    }

    [Fact]
    public async Task Its_own_tag_scheme_is_used()
    {
        await using var checkout = await built.NewCheckoutAsync();

        (await checkout.RunAsync("--target=Docker", "--arch=x86_64", "--version=1.0.0-custom", "--tag=edge-{version}", "--tag=latest", "--tag={timestamp}")).Succeeded();

        (await checkout.ReferencesAsync()).Should().HaveCount(3)
            .And.Contain($"{checkout.Repository}:edge-1.0.0-custom").And.Contain($"{checkout.Repository}:latest")
            .And.Contain(reference => System.Text.RegularExpressions.Regex.IsMatch(reference, @":\d{8}T\d{6}Z$"));
        File.Exists(checkout.PathOf("build/x86_64/openlinux-1.0.0-custom-x86_64-rootfs.tar.gz")).Should().BeTrue();
    }

    [Fact]
    public async Task Two_components_that_give_the_same_path_are_refused_by_name()
    {
        await using var checkout = await built.NewCheckoutAsync();
        checkout.Write("src/bin/ls/ls.c", "int main(void) { return 0; }\n");
        checkout.Replace("config/openlinux.toml", "\"init\"]", "\"init\", \"ls\"]");

        var result = (await checkout.RunAsync("--target=Sysroot", "--arch=x86_64")).FailedWith("OL312");

        result.Stderr.Should().Contain("'busybox' and 'ls'");
    }

    [Fact]
    public async Task A_library_that_fails_to_build_fails_the_build()
    {
        await using var checkout = await built.NewCheckoutAsync();
        Samples.AddGreeting(checkout);
        checkout.Replace("src/lib/greeting/greeting.c", "return", "retrun");

        var result = (await checkout.RunAsync("--target=Docker", "--arch=x86_64")).FailedWith("OL301");

        result.Stderr.Should().Contain("retrun");
        Directory.Exists(checkout.PathOf("build/x86_64")).Should().BeFalse("nothing half-made is left");
        result.Stderr.Should().Contain("to repeat just this step: ./build.sh --repeat\n");
        var again = await Command.RunAsync("sh", [checkout.PathOf(".cache/failed/repeat.sh")], "/");
        again.ExitCode.Should().NotBe(0);
        again.Stderr.Should().Contain("retrun");
    }
}
