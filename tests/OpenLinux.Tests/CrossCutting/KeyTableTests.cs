using OpenLinux.Configuration.Keys;
using OpenLinux.Configuration.Loading;
using OpenLinux.TestKit;
using OpenLinux.Userland.Recipes;

namespace OpenLinux.Tests.CrossCutting;

/// <summary>The tables of keys in the docs are those of the code.</summary>
public sealed class KeyTableTests
{
    [Fact]
    public void The_docs_tell_every_configuration_key() =>
        GeneratedFile.PartShouldBe(
            "docs/configuration.md",
            "keys",
            string.Join('\n', ConfigurationKeys.Files.Select(file => $"### config/{file.Name}\n\n{Options(file)}")),
            nameof(KeyTableTests));

    [Fact]
    public void The_docs_tell_every_key_of_every_kind_of_recipe() =>
        GeneratedFile.PartShouldBe(
            "docs/recipes.md",
            "recipes",
            string.Join('\n', RecipeKeys.Kinds.Select(kind => $"### kind = \"{kind}\"\n\n{Recipe(RecipeKeys.Of(kind)).Replace("`\"in-tree\"`", $"`\"{kind}\"`", StringComparison.Ordinal)}")),
            nameof(KeyTableTests));

    private static string Options(ConfigurationFile file) =>
        "| key | option | meaning | takes | example |\n|---|---|---|---|---|\n" + Rows(file.Table, "", key =>
            file.Table.Keys.Contains(key) && key.Type != ConfigurationType.Tables ? $"`--{key.Alias ?? file.Prefix + key.Path}` | " : " | ");

    private static string Recipe(KeyTable table) =>
        "| key | meaning | takes | example |\n|---|---|---|---|\n" + Rows(table, "", _ => "");

    private static string Rows(KeyTable table, string prefix, Func<ConfigurationKey, string> option) => string.Concat(table.Keys.Select(key =>
        $"| `{prefix}{key.Path}`{(key.IsRequired ? " (required)" : "")} | {option(key)}{Cell(key.Description)} | {Cell(Takes(key))} | {Example(key)} |\n"
        + (key.Elements is { } elements ? Rows(elements, $"{key.Path}.", option) : "")));

    private static string Takes(ConfigurationKey key) => (key.Type, key.Text?.Expected ?? key.Number?.Expected) switch
    {
        (ConfigurationType.Text or ConfigurationType.Number or ConfigurationType.Mode, { } rule) => rule,
        (_, { } rule) => $"{key.TypeInWords}, each {rule}",
        _ => key.TypeInWords,
    };

    /// <summary>A digest says no more by all its digits.</summary>
    private static string Example(ConfigurationKey key) => $"`{Cell(key.Example.Length > 70 ? $"{key.Example[..8]}…\"" : key.Example)}`";

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
