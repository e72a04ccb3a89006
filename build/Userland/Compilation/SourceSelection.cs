using OpenLinux.Common.Errors;
using OpenLinux.Engine.Content;
using OpenLinux.Userland.Recipes;

namespace OpenLinux.Userland.Compilation;

/// <summary>What of a component's folder is compiled, as its recipe says.</summary>
/// <param name="Archived">Whose objects go into the archive or the program; in ordinal order.</param>
/// <param name="Given">Whose objects a library gives one by one.</param>
/// <param name="LeftOut">C and assembly that nothing in the recipe speaks of, for any architecture.</param>
internal sealed record SourceSelection(IReadOnlyList<string> Archived, IReadOnlyList<string> Given, IReadOnlyList<string> LeftOut)
{
    private const string Default = ".c";

    /// <exception cref="BuildException">A pattern matches nothing for any architecture, or what it matches is nothing to compile (<c>OL317</c>).</exception>
    public static SourceSelection Of(Component component, InTreeRecipe recipe, FileTree folder, string architecture)
    {
        var files = folder.Nodes.Where(node => node.Value is not DirectoryNode).Select(node => node.Key).ToList();
        foreach (var (key, patterns) in new[] { ("sources", recipe.Sources ?? []), ("exclude", recipe.Exclude), ("objects", recipe.Objects) })
        {
            foreach (var pattern in patterns)
            {
                RecipePaths.Require(component, key, pattern, files);
            }
        }

        var isGiven = Matcher(recipe.Objects, architecture);
        var isExcluded = Matcher(recipe.Exclude, architecture);
        var isSource = recipe.Sources is { } sources ? Matcher(sources, architecture) : IsOfDefault;
        var taken = files.Where(path => !isExcluded(path) && (isGiven(path) || isSource(path))).ToLookup(isGiven);
        return new SourceSelection(Compiled(component, taken[false]), Compiled(component, taken[true]), LeftOutOf(recipe, files));
    }

    private static List<string> LeftOutOf(InTreeRecipe recipe, List<string> files)
    {
        if (recipe.Sources is { Count: 0 })
        {
            return [];
        }

        var isSpokenOf = Matcher([.. recipe.Sources ?? [], .. recipe.Objects, .. recipe.Exclude], architecture: null);
        return [.. files.Where(path => SourceLanguage.Of(path) is not null && !isSpokenOf(path) && (recipe.Sources is not null || !IsOfDefault(path)))];
    }

    private static List<string> Compiled(Component component, IEnumerable<string> paths)
    {
        var compiled = paths.ToList();
        return compiled.Find(path => SourceLanguage.Of(path) is null) is { } other
            ? throw RecipePaths.Refusal(
                component, other, "it is neither C nor C++ nor assembly by its name", "name the endings in sources: \"*.{c,cpp,s,S}\"")
            : compiled;
    }

    private static bool IsOfDefault(string path) => path.EndsWith(Default, StringComparison.Ordinal);

    /// <param name="architecture">Null for any.</param>
    private static Func<string, bool> Matcher(IReadOnlyList<string> patterns, string? architecture)
    {
        SourcePattern[] matchers =
            [.. patterns.Select(pattern => architecture is null ? SourcePattern.OfAny(pattern) : SourcePattern.Of(pattern, architecture))];
        return path => Array.Exists(matchers, matcher => matcher.Matches(path));
    }
}
