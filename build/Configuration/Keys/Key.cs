using OpenLinux.Configuration.Toml;

namespace OpenLinux.Configuration.Keys;

/// <summary>Declares keys by what they hold; <c>with</c> says the rest. Parameters are those of <see cref="ConfigurationKey"/>.</summary>
public static class Key
{
    private static readonly NumberRule OctalMode = new("an octal mode, 0o000 to 0o7777", 0, 0xFFF);

    public static ConfigurationKey<string> Text(string path, string description, string example, TextRule rule) =>
        new(path, ConfigurationType.Text, description, example, TomlValues.Text) { Text = rule };

    public static ConfigurationKey<long> Number(string path, string description, string example, NumberRule rule) =>
        new(path, ConfigurationType.Number, description, example, TomlValues.Number) { Number = rule };

    public static ConfigurationKey<long> Mode(string path, string description, string example) =>
        new(path, ConfigurationType.Mode, description, example, TomlValues.Number) { Number = OctalMode };

    public static ConfigurationKey<bool> Switch(string path, string description, string example) =>
        new(path, ConfigurationType.Switch, description, example, TomlValues.Switch);

    public static ConfigurationKey<IReadOnlyList<string>> List(string path, string description, string example, TextRule rule) =>
        new(path, ConfigurationType.List, description, example, TomlValues.List) { Text = rule };

    /// <summary>A list that holds nothing twice.</summary>
    public static ConfigurationKey<IReadOnlyList<string>> Set(string path, string description, string example, TextRule rule) =>
        List(path, description, example, rule) with { AllowsDuplicates = false };

    public static ConfigurationKey<IReadOnlyDictionary<string, string>> Map(
        string path, string description, string example, TextRule name, TextRule rule) =>
        new(path, ConfigurationType.Map, description, example, TomlValues.Map) { Name = name, Text = rule };

    public static ConfigurationKey<IReadOnlyDictionary<string, IReadOnlyList<string>>> Lists(
        string path, string description, string example, TextRule name, TextRule rule) =>
        new(path, ConfigurationType.Lists, description, example, TomlValues.Lists) { Name = name, Text = rule };

    public static ConfigurationKey<IReadOnlyDictionary<string, int>> Modes(string path, string description, string example) =>
        new(path, ConfigurationType.Modes, description, example, TomlValues.Modes)
        {
            Name = TextRules.AbsolutePath,
            Number = OctalMode,
        };

    public static ConfigurationKey<IReadOnlyDictionary<string, long>> Sizes(
        string path, string description, string example, TextRule name, NumberRule rule) =>
        new(path, ConfigurationType.Sizes, description, example, TomlValues.Sizes) { Name = name, Number = rule };

    /// <param name="start">What each element is before its keys are bound.</param>
    public static ConfigurationKey<IReadOnlyList<TElement>> Tables<TElement>(
        string path, string description, string example, KeyTable<TElement> elements, TElement start) =>
        new(
            path,
            ConfigurationType.Tables,
            description,
            example,
            node => [.. ((TomlArray)node).Items.Select(item => elements.Bind(start, (TomlTable)item))])
        {
            Elements = elements,
        };
}
