using OpenLinux.Configuration.Loading;
using OpenLinux.Configuration.Problems;
using OpenLinux.Configuration.Toml;

namespace OpenLinux.Userland.Recipes;

/// <summary>Reads a component's <c>recipe.toml</c>.</summary>
internal static class RecipeReader
{
    public const string FileName = "recipe.toml";

    /// <param name="shared">What an in-tree component begins with.</param>
    /// <returns>The recipe, the shared one where the folder has none, or null where something is wrong; then the problems say what.</returns>
    public static Recipe? Read(string folder, InTreeRecipe shared, ConfigurationProblems problems)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return shared;
        }

        if (Checked(path, problems) is not var (kind, table))
        {
            return null;
        }

        var recipe = Bind(kind, table, shared);
        new SourceCheck(table, problems).Check(recipe.Tree, recipe as UpstreamRecipe);
        return recipe;
    }

    /// <returns>What all components of <c>src/lib</c> or <c>src/bin</c> begin with; the defaults where nothing is stated, or something is wrong.</returns>
    public static InTreeRecipe ReadShared(string folder, ConfigurationProblems problems)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path) || TomlFile.Read(path, problems) is not { } table)
        {
            return InTreeRecipe.Default;
        }

        var before = problems.Count;
        if (table.At(RecipeKeys.Kind.Path) is TomlString { Value: not RecipeKeys.InTreeKind } kind)
        {
            problems.Add(
                ConfigurationErrors.BadValue,
                kind.Origin,
                RecipeKeys.Kind.Path,
                $"\"{kind.Value}\": what components share is for those of kind in-tree",
                "take kind out, or move the file into the folder of one component");
        }
        else
        {
            new TableChecker(InTreeRecipe.Keys, problems).Check(table);
        }

        if (problems.Count > before)
        {
            return InTreeRecipe.Default;
        }

        var recipe = InTreeRecipe.Keys.Bind(InTreeRecipe.Default, table);
        new SourceCheck(table, problems).Check(recipe.Tree, archive: null);
        return recipe;
    }

    private static (string Kind, TomlTable Table)? Checked(string path, ConfigurationProblems problems)
    {
        if (TomlFile.Read(path, problems) is not { } table)
        {
            return null;
        }

        var kind = (table.At(RecipeKeys.Kind.Path) as TomlString)?.Value ?? RecipeKeys.InTreeKind;
        var before = problems.Count;
        new TableChecker(RecipeKeys.Of(kind), problems).Check(table);
        return problems.Count > before ? null : (kind, table);
    }

    private static Recipe Bind(string kind, TomlTable table, InTreeRecipe shared) => kind switch
    {
        RecipeKeys.UpstreamKind => UpstreamRecipe.Keys.Bind(UpstreamRecipe.Empty, table),
        RecipeKeys.SystemKind => SystemRecipe.Keys.Bind(SystemRecipe.Empty, table),
        _ => InTreeRecipe.Keys.Bind(shared, table),
    };
}
