using OpenLinux.Configuration;

namespace OpenLinux.Tests.Configuration;

public sealed class ConfigurationSchemaTests
{
    private static readonly string SchemaFile = Path.Combine(RepositoryRoot.Path, "config", "schema.json");

    [Fact]
    public void The_committed_schema_is_the_one_of_the_keys()
    {
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(SchemaFile, ConfigurationSchema.Generate());
        }

        File.ReadAllText(SchemaFile).Should().Be(
            ConfigurationSchema.Generate(), "the keys and config/schema.json change together: run the tests with UPDATE_GOLDEN=1");
    }
}
