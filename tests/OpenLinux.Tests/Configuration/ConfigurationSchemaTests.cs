using OpenLinux.Configuration.Loading;
using OpenLinux.TestKit;
using OpenLinux.Userland.Recipes;

namespace OpenLinux.Tests.Configuration;

public sealed class ConfigurationSchemaTests
{
    [Fact]
    public void The_committed_schema_is_the_one_of_the_keys() =>
        GeneratedFile.ShouldBe("config/schema.json", ConfigurationSchema.Generate([.. RecipeKeys.Kinds.Select(kind => new ConfigurationFile($"recipe.toml: {kind}", "", RecipeKeys.Of(kind)))]), nameof(ConfigurationSchemaTests));
}
