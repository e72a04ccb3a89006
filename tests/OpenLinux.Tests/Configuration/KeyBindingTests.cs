using System.Text.Json;
using OpenLinux.Common.Errors;
using OpenLinux.Configuration;
using OpenLinux.Configuration.Keys;
using OpenLinux.Configuration.Loading;

namespace OpenLinux.Tests.Configuration;

/// <summary>A key is declared together with what its value changes; here it is seen to change just that.</summary>
public sealed class KeyBindingTests : IDisposable
{
    /// <summary>Between them they fit every rule, and are the default of none.</summary>
    private static readonly string[] Words =
        ["zstd", "off", "pinned", "other", "/other", "urn:example:other", "linux/arm64", "other-linux-musl", "-other", "/tmp=700", "other=1", "OTHER=1", "true", "1", "2", "32", "1048576", "https://example.org", "grpc://example.org", "read", "local",
         "linux-x86_64=0000000000000000000000000000000000000000000000000000000000000000"];

    private readonly ConfigurationFolder folder = new();

    public static TheoryData<string> Options =>
        [.. ConfigurationKeys.All.Select(key => key.Path.Replace("NAME", "x86_64", StringComparison.Ordinal))];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Options))]
    public void Every_key_changes_the_property_of_its_name_and_no_other(string option)
    {
        var before = Leaves(Load());

        var changes = Words.Select(word => LeavesWith(option, word)).OfType<Dictionary<string, string>>().Select(after => Changed(before, after)).ToList();

        var name = option.Split('.')[^1].Replace("_", "", StringComparison.Ordinal);
        changes.Should().Contain(changed => changed.Count > 0, "some value of --{0} differs from the default", option);
        changes.SelectMany(changed => changed).Should().NotBeEmpty().And.OnlyContain(
            path => path.Replace("_", "", StringComparison.Ordinal).Split('.').Contains(name, StringComparer.OrdinalIgnoreCase));
    }

    /// <returns>Null where the key's rule refuses the word.</returns>
    private Dictionary<string, string>? LeavesWith(string option, string word)
    {
        try
        {
            return Leaves(Load((option, word)));
        }
        catch (BuildException)
        {
            return null;
        }
    }

    private BuildConfiguration Load(params IEnumerable<(string Key, string Value)> options) =>
        ConfigurationLoader.Load(folder.Path, [.. options.Select(option => KeyValuePair.Create(option.Key, option.Value))]);

    private static List<string> Changed(Dictionary<string, string> before, Dictionary<string, string> after) =>
        [.. before.Keys.Union(after.Keys).Where(path => before.GetValueOrDefault(path) != after.GetValueOrDefault(path))];

    /// <summary>Every value of the configuration by its path: "Image.Tags.0".</summary>
    private static Dictionary<string, string> Leaves(BuildConfiguration configuration)
    {
        var leaves = new Dictionary<string, string>();
        Add("", JsonSerializer.SerializeToElement(configuration));
        return leaves;

        void Add(string path, JsonElement element)
        {
            switch (element.ValueKind)
            {
                case JsonValueKind.Object:
                    element.EnumerateObject().ToList().ForEach(property => Add($"{path}.{property.Name}", property.Value));
                    break;
                case JsonValueKind.Array:
                    element.EnumerateArray().Index().ToList().ForEach(item => Add($"{path}.{item.Index}", item.Item));
                    break;
                default:
                    leaves.Add(path, element.GetRawText());
                    break;
            }
        }
    }
}
