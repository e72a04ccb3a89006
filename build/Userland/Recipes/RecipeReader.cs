using OpenLinux.Configuration.Loading;
using OpenLinux.Configuration.Problems;
using OpenLinux.Configuration.Toml;

namespace OpenLinux.Userland.Recipes;

/// <summary>Reads a component's <c>recipe.toml</c>.</summary>
internal static class RecipeReader
{
    public const string FileName = "recipe.toml";

    /// <returns>The recipe, the default one where the folder has none, or null where something is wrong; then the problems say what.</returns>
    public static Recipe? Read(string folder, ConfigurationProblems problems)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return InTreeRecipe.Default;
        }

        if (TomlFile.Read(path, problems) is not { } table)
        {
            return null;
        }

        var kind = (table.At(RecipeKeys.Kind.Path) as TomlString)?.Value ?? RecipeKeys.InTreeKind;
        var before = problems.Count;
        new TableChecker(RecipeKeys.Of(kind), problems).Check(table);
        return problems.Count > before ? null : Bind(kind, table);
    }

    private static Recipe Bind(string kind, TomlTable table) => kind switch
    {
        RecipeKeys.UpstreamKind => UpstreamRecipe.Keys.Bind(UpstreamRecipe.Empty, table),
        RecipeKeys.SystemKind => SystemRecipe.Keys.Bind(SystemRecipe.Empty, table),
        _ => InTreeRecipe.Keys.Bind(InTreeRecipe.Default, table),
    };
}
