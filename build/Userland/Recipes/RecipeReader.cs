using OpenLinux.Configuration;
using OpenLinux.Configuration.Keys;
using OpenLinux.Configuration.Toml;
using OpenLinux.Userland.Sources;

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

        var kind = table.Text("kind", RecipeKeys.InTreeKind);
        var before = problems.Count;
        new TableChecker(RecipeKeys.Of(kind), problems).Check(table);
        return problems.Count > before ? null : Bind(kind, table);
    }

    private static Recipe Bind(string kind, TomlTable table) => kind switch
    {
        RecipeKeys.UpstreamKind => Upstream(table),
        RecipeKeys.SystemKind => new SystemRecipe(
            table.Text("licence", ""),
            [.. table.Tables("files").Select(Files)],
            table.Text("version.header") is { } header ? new HeaderVersion(header, table.List("version.macros")) : null),
        _ => new InTreeRecipe(
            table.Text("version"),
            table.Text("licence"),
            table.ListOrNull("depends"),
            table.Text("install"),
            table.List("cflags"),
            table.List("ldflags")),
    };

    private static UpstreamRecipe Upstream(TomlTable table)
    {
        var urls = table.List("urls");
        return new UpstreamRecipe(
            table.Text("version", ""),
            table.Text("licence", ""),
            new SourceArchive(FileNameOf(urls[0]), table.Text("sha256", ""), urls, table.Text("debian")),
            table.ListOrNull("depends"),
            table.List("config"));
    }

    private static string FileNameOf(string url) => url.Split('?', '#')[0].TrimEnd('/').Split('/')[^1];

    private static SystemFiles Files(TomlTable table) =>
        new(table.Text("to", ""), table.List("from"), table.List("native"));
}
