using OpenLinux.TestKit.Checkouts;

namespace OpenLinux.EndToEnd;

/// <summary>Checkouts as people have them: another user's, read-only, without a commit, with something in the way.</summary>
[Collection(EndToEndGroup.Name)]
public sealed class CheckoutTests(BuiltFixture built)
{
    [Fact]
    public async Task One_that_git_does_not_trust_is_told_how_to()
    {
        await using var checkout = await built.NewCheckoutAsync();
        await Command.OutputAsync("chown", ["-R", "65534", checkout.Root]);
        var home = Directory.CreateTempSubdirectory("openlinux-home-").FullName;
        var environment = new Dictionary<string, string?> { ["HOME"] = home, ["SUDO_UID"] = null };

        var refused = (await checkout.RunAsync(environment, "--target=Papers", "--arch=x86_64")).FailedWith("OL019");

        refused.Stderr.Should().Contain($"git config --global --add safe.directory '{checkout.Root}'");
        await File.WriteAllTextAsync(Path.Combine(home, ".gitconfig"), $"[safe]\n\tdirectory = {checkout.Root}\n");
        (await checkout.RunAsync(environment, "--target=Papers", "--arch=x86_64")).Succeeded();
        Directory.Delete(home, recursive: true);
    }

    [Fact]
    public async Task One_without_a_commit_builds_and_says_what_is_missing()
    {
        await using var checkout = await built.NewCheckoutAsync();
        Directory.Delete(checkout.PathOf(".git"), recursive: true);
        await checkout.GitAsync("init", "-q");

        var result = (await checkout.RunAsync("--target=Papers", "--arch=x86_64")).Succeeded();

        (result.Stdout + result.Stderr).Should().Contain("it has no commit yet");
    }

    [Fact]
    public async Task One_that_is_read_only_does_not_wait_for_a_lock_that_nobody_holds()
    {
        await using var checkout = await built.NewCheckoutAsync();
        await Command.OutputAsync("mount", ["--bind", checkout.Root, checkout.Root]);
        try
        {
            await Command.OutputAsync("mount", ["-o", "remount,ro,bind", checkout.Root]);

            (await checkout.RunAsync("--target=Rootfs", "--arch=x86_64")).FailedWith("OL005");
        }
        finally
        {
            await Command.OutputAsync("umount", [checkout.Root]);
        }
    }

    [Theory]
    [InlineData("build/x86_64")]
    [InlineData("build/x86_64/sysroot")]
    [InlineData("build/x86_64/debug")]
    public async Task One_whose_output_folder_is_a_link_loses_nothing_of_what_it_leads_to(string folder)
    {
        await using var checkout = await built.NewCheckoutAsync();
        checkout.Write("mine/sysroot/thesis.txt", "three years");
        checkout.Write("mine/thesis.txt", "three years");
        Directory.CreateDirectory(Path.GetDirectoryName(checkout.PathOf(folder))!);
        Directory.CreateSymbolicLink(checkout.PathOf(folder), checkout.PathOf("mine"));

        (await checkout.RunAsync("--target=Rootfs", "--arch=x86_64")).FailedWith("OL306").Stderr.Should().Contain(folder);
        (await checkout.RunAsync("--target=Clean", "--arch=x86_64")).Succeeded();

        checkout.ReadAll("mine/sysroot/thesis.txt").Should().Be("three years");
        checkout.ReadAll("mine/thesis.txt").Should().Be("three years");
        Directory.Exists(checkout.PathOf("build/x86_64")).Should().BeFalse();
    }

    [Fact]
    public async Task One_with_a_folder_in_the_place_of_a_file_names_it()
    {
        await using var checkout = await built.NewCheckoutAsync();
        Directory.CreateDirectory(checkout.PathOf("build/x86_64/compile_commands.json"));

        (await checkout.RunAsync("--target=Compile", "--arch=x86_64")).FailedWith("OL904").Stderr.Should().Contain("compile_commands.json");
    }

    [Fact]
    public async Task One_for_an_architecture_of_ones_own_stays_clean()
    {
        await using var checkout = await built.NewCheckoutAsync();
        checkout.Write("build/armv7/sysroot/lib/libc.a", "an output");

        (await checkout.GitAsync("status", "--porcelain")).Should().BeEmpty();
    }
}
