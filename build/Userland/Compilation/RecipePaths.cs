using OpenLinux.Common.Errors;
using OpenLinux.Common.Text;
using OpenLinux.Engine.Content;
using OpenLinux.Userland.Recipes;

namespace OpenLinux.Userland.Compilation;

/// <summary>Files and folders that a recipe names, held against what is there: a name that leads nowhere is a mistake, never nothing.</summary>
internal static class RecipePaths
{
    /// <exception cref="BuildException">No file matches it for any architecture (<c>OL317</c>).</exception>
    public static void Require(Component component, string key, string pattern, IReadOnlyList<string> files)
    {
        var matcher = SourcePattern.OfAny(pattern);
        if (!files.Any(matcher.Matches))
        {
            throw Missing(component, key, pattern, files);
        }
    }

    /// <exception cref="BuildException">There is no such folder or file for any architecture (<c>OL317</c>).</exception>
    public static void RequirePlace(Component component, string key, string place, FileTree folder)
    {
        var matcher = SourcePattern.OfAny(place);
        if (place != "." && !folder.Nodes.Keys.Any(path => matcher.Matches(path) || TreePaths.ParentsOf(path).Any(matcher.Matches)))
        {
            throw Missing(component, key, place, [.. folder.Nodes.Keys, .. TreePaths.ParentsOf(folder.Nodes.Keys)]);
        }
    }

    public static BuildException Refusal(Component component, string subject, string cause, string fix) =>
        new(UserlandErrors.RecipePathMissing, $"{component.Name}: {PrintableText.Of(subject)}", cause, fix);

    private static BuildException Missing(Component component, string key, string text, IReadOnlyList<string> there) => Refusal(
        component,
        $"{key} has \"{text}\"",
        $"nothing in {component.Recipe.Tree?.Display ?? component.SourcePath} is called so{(SourcePattern.NamesArchitecture(text) ? ", for any architecture" : "")}.",
        Nearest.To(text, there) is { } nearest ? $"did you mean {nearest}?" : $"correct {key} in the recipe.toml of {component.Name}, or take it out");
}
