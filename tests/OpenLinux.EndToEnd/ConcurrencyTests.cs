using OpenLinux.TestKit.Checkouts;

namespace OpenLinux.EndToEnd;

[Collection(EndToEndGroup.Name)]
public sealed class ConcurrencyTests(BuiltFixture built)
{
    [Fact]
    public async Task A_second_build_of_the_same_checkout_waits_and_says_for_what()
    {
        await using var checkout = await built.NewCheckoutAsync();
        Directory.CreateDirectory(checkout.PathOf(".cache"));
        Samples.AddSlowLibrary(checkout, seconds: 8);
        using var first = checkout.Start("--target=Compile", "--arch=x86_64");
        await WaitForAsync(() => File.Exists(checkout.PathOf(".cache/lock.holder")));

        var second = (await checkout.RunAsync("--target=Compile", "--arch=x86_64")).Succeeded();

        (await Command.EndAsync(first)).Succeeded();
        second.Stderr.Should().Contain("Waiting for another build of this checkout: --target=Compile (process ");
        second.LineOf("Compile").Should().Contain("cached:");
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task An_interrupted_build_ends_its_children_and_leaves_nothing_half_written(string signal)
    {
        await using var checkout = await built.NewCheckoutAsync();
        // A number that no other run's sleeper has, which may have outlived it.
        var seconds = Random.Shared.Next(100_000, 1_000_000);
        Samples.AddSlowLibrary(checkout, seconds);
        using var build = checkout.Start("--target=Docker", "--arch=x86_64");
        await WaitForAsync(() => Sleeps(seconds));

        await Command.OutputAsync("kill", [$"-{signal}", build.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        var result = await Command.EndAsync(build);

        result.ExitCode.Should().Be(130, "it said: {0}", result.All);
        result.Stderr.Should().Contain("OL903");
        Sleeps(seconds).Should().BeFalse("children end with the build");
        Directory.Exists(checkout.PathOf("build/x86_64")).Should().BeFalse();
        Directory.EnumerateFileSystemEntries(Path.Combine(built.Cache, "tmp")).Should().BeEmpty();
    }

    private static bool Sleeps(int seconds) => Directory.EnumerateDirectories("/proc")
        .Select(folder => Path.Combine(folder, "cmdline"))
        .Any(file => File.Exists(file) && Read(file).Contains($"sleep\0{seconds}", StringComparison.Ordinal));

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static async Task WaitForAsync(Func<bool> condition)
    {
        for (var attempt = 0; attempt < 600; attempt++)
        {
            if (condition())
            {
                return;
            }

            await Task.Delay(100);
        }

        throw new TimeoutException("It never came about.");
    }
}
