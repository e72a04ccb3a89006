using OpenLinux.Engine.Content;
using OpenLinux.Userland.Recipes;

namespace OpenLinux.Userland.Compilation;

/// <summary>The folders that a component's compiles search before the sysroot: its own, and those of libraries that it names.</summary>
internal sealed class IncludeFolders(Component component, InTreeRecipe recipe, string architecture)
{
    private static readonly string[] Default = ["include", "."];

    /// <summary>As paths of the input root, in order.</summary>
    public IReadOnlyList<string> Searched { get; } = [.. (recipe.IncludeDirs ?? Default).Select(folder =>
    {
        var (library, path) = Owner(component, folder);
        return Join((library ?? component).SourcePath, path.Replace("{arch}", architecture, StringComparison.Ordinal));
    })];

    /// <summary>The libraries whose folders are among them.</summary>
    public static IEnumerable<Component> Libraries(Component component, InTreeRecipe recipe) =>
        (recipe.IncludeDirs ?? []).Select(folder => Owner(component, folder).Library).OfType<Component>().Distinct();

    /// <exception cref="Common.Errors.BuildException">One is not there, or of a library that the component does not depend on (<c>OL317</c>).</exception>
    public static void Check(Component component, InTreeRecipe recipe, Func<Component, FileTree> folderOf)
    {
        foreach (var folder in recipe.IncludeDirs ?? [])
        {
            var (library, path) = Owner(component, folder);
            if (library is null && LibraryName(folder) is { } name)
            {
                throw RecipePaths.Refusal(
                    component, $"include_dirs has \"{folder}\"", $"{name} is none of the libraries that it depends on.", $"list {name} before it, or in its depends");
            }

            RecipePaths.RequirePlace(component, "include_dirs", path, folderOf(library ?? component));
        }
    }

    private static (Component? Library, string Path) Owner(Component component, string folder) =>
        LibraryName(folder) is { } name && component.Dependencies.FirstOrDefault(dependency => dependency.Name == name) is { } library
            ? (library, folder.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? folder[(slash + 1)..] : ".")
            : (null, folder);

    /// <summary>"libc" of "{libc}/private".</summary>
    private static string? LibraryName(string folder) =>
        folder.StartsWith('{') && !folder.StartsWith("{arch}", StringComparison.Ordinal) && folder.IndexOf('}', StringComparison.Ordinal) is > 0 and var close
            ? folder[1..close]
            : null;

    private static string Join(string folder, string path) => path == "." ? folder : $"{folder}/{path}";
}
