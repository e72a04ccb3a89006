using OpenLinux.Configuration.Keys;
using OpenLinux.Configuration.Loading;
using OpenLinux.Host.Cli;

namespace OpenLinux.Host.Answers.Completions;

/// <summary>All that can stand on a command line, from the tables that parse it: what is new there is completed as well.</summary>
internal sealed record CompletionWords(IReadOnlyList<TaskWord> Tasks, IReadOnlyList<OptionWord> Options)
{
    private static readonly string[] Switch = ["true", "false"];

    public static CompletionWords OfTables()
    {
        var architectures = ArchitectureSelection.NamesHere();
        var keys = ConfigurationKeys.All.SelectMany(key => OfKey(key, architectures));
        return new CompletionWords(
            [.. TaskCatalog.Names.Select(name => new TaskWord(name, TaskCatalog.DescriptionOf(name)))],
            [.. OptionTable.Own.Select(OfOption).Concat(keys)]);
    }

    private static OptionWord OfOption(Option option) => new($"--{option.Name}", option.Description)
    {
        Value = option.Value,
        HasOptionalValue = option.HasOptionalValue,
        Values = [.. option.Values?.Invoke() ?? []],
    };

    private static IEnumerable<OptionWord> OfKey(ConfigurationKey key, IReadOnlyList<string> architectures)
    {
        var prefix = ConfigurationKeys.Architecture.Prefix;
        string[] names = key.Path.StartsWith(prefix, StringComparison.Ordinal)
            ? [.. architectures.Select(architecture => $"arch.{architecture}.{key.Path[prefix.Length..]}")]
            : [.. key.Alias is { } alias ? [alias] : Array.Empty<string>(), key.Path];
        return names.Distinct().Select(name => new OptionWord($"--{name}", key.Description)
        {
            Value = "VALUE",
            HasOptionalValue = name == OptionTable.Version.Name,
            Values = key.Type == ConfigurationType.Switch ? Switch : key.Type == ConfigurationType.Text ? key.Text?.Choices ?? [] : [],
        });
    }
}

/// <param name="Name">As it is registered, and as <c>--target</c> is completed.</param>
internal sealed record TaskWord(string Name, string Description)
{
    /// <summary>As it is typed alone.</summary>
    public string Word => Name.ToLowerInvariant();
}

/// <param name="Name">With its dashes.</param>
internal sealed record OptionWord(string Name, string Description)
{
    /// <summary>What the value is called, or null for a flag.</summary>
    public string? Value { get; init; }

    public bool HasOptionalValue { get; init; }

    /// <summary>All that the value may be; none where that cannot be listed.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Whether the next word is its value where none stands behind a '='.</summary>
    public bool TakesNextWord => Value is not null && !HasOptionalValue;
}
