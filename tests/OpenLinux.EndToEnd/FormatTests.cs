using OpenLinux.TestKit.Checkouts;

namespace OpenLinux.EndToEnd;

/// <summary>The sources are as <c>.editorconfig</c> wants them; <c>dotnet format</c> makes them so.</summary>
public sealed class FormatTests
{
    /// <summary>Analyzers are the compiler's affair, which takes warnings for errors; here they would cost another minute.</summary>
    [Theory]
    [InlineData("style")]
    [InlineData("whitespace")]
    public async Task Nothing_is_left_to_format(string part)
    {
        // What was compiled has been restored.
        var result = await Command.RunAsync(
            HostUnderTest.Dotnet,
            ["format", part, "OpenLinux.slnx", "--verify-no-changes", "--no-restore"],
            HostUnderTest.Checkout,
            new Dictionary<string, string?> { ["CakePackages"] = Environment.GetEnvironmentVariable("OPENLINUX_CAKE_PACKAGES") });

        result.ExitCode.Should().Be(0, "{0}", result.All);
    }
}
