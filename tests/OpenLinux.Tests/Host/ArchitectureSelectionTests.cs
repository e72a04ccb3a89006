using OpenLinux.Common.Errors;
using OpenLinux.Configuration;
using OpenLinux.Configuration.Loading;
using OpenLinux.Host.Cli;
using OpenLinux.TestKit;

namespace OpenLinux.Tests.Host;

/// <summary>Architectures by the names that people have for them.</summary>
public sealed class ArchitectureSelectionTests
{
    private static readonly BuildConfiguration Configuration = ConfigurationLoader.Load(Path.Combine(RepositoryRoot.Path, "config"), []);

    [Theory]
    [InlineData("x86_64", "amd64")]
    [InlineData("x86_64", "x64")]
    [InlineData("x86_64", "AMD64")]
    [InlineData("aarch64", "arm64")]
    [InlineData("x86_64 aarch64", "amd64,arm64")]
    [InlineData("x86_64", "amd64", "x86_64")]
    [InlineData("aarch64 x86_64", "all")]
    public void Well_known_names_are_understood(string architectures, params string[] given) =>
        ArchitectureSelection.Of(given, Configuration).Select(architecture => architecture.Name).Should().Equal(architectures.Split(' '));

    [Theory]
    [InlineData("x86-64", "x86_64")]
    [InlineData("arch64", "aarch64")]
    [InlineData("arm46", "arm64")]
    public void A_near_miss_is_refused_with_the_nearest(string given, string nearest) =>
        FluentActions.Invoking(() => ArchitectureSelection.Of([given], Configuration)).Should().Throw<BuildException>()
            .WithMessage($"OL013*{given}*nearest is {nearest}.*--arch=aarch64 or --arch=x86_64 or --arch=all*");

    [Fact]
    public void Keys_of_an_architecture_are_set_by_either_name_and_are_one_list() =>
        ConfigurationLoader.Load(
            Path.Combine(RepositoryRoot.Path, "config"),
            [KeyValuePair.Create("arch.arm64.cflags", "-O1"), KeyValuePair.Create("arch.aarch64.cflags", "-g")])
            .Architectures["aarch64"].CFlags.Should().Equal("-O1", "-g");

    [Fact]
    public void A_configured_name_goes_before_a_well_known_one() =>
        ArchitectureNames.Resolve("arm64", ["arm64", "aarch64"]).Should().Be("arm64");
}
