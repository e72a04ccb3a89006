using OpenLinux.Configuration.Keys;
using OpenLinux.Configuration.Loading;

namespace OpenLinux.Tests.Configuration;

public sealed class ConfigurationKeysTests
{
    [Fact]
    public void Every_option_name_stands_for_one_key() =>
        ConfigurationKeys.All
            .SelectMany(key => new[] { key.Path, key.Alias }.OfType<string>().Distinct())
            .Should().NotBeEmpty().And.OnlyHaveUniqueItems();

    [Fact]
    public void Every_key_is_found_by_its_path_and_its_alias()
    {
        foreach (var key in ConfigurationKeys.All)
        {
            var path = key.Path.Replace("NAME", "x86_64", StringComparison.Ordinal);

            ConfigurationKeys.Find(path)!.Key.Description.Should().Be(key.Description);
            if (key.Alias is { } alias)
            {
                ConfigurationKeys.Find(alias)!.Key.Description.Should().Be(key.Description);
            }
        }
    }

    [Theory]
    [InlineData("target")]
    [InlineData("image")]
    [InlineData("arch")]
    [InlineData("arch.x86_64")]
    [InlineData("toolchain")]
    [InlineData("")]
    public void What_is_no_key_is_not_found(string option) => ConfigurationKeys.Find(option).Should().BeNull();
}
