using OpenLinux.Engine.Content;
using OpenLinux.Engine.Provenance;
using OpenLinux.Userland.Recipes;
using OpenLinux.Userland.Sysroots;

namespace OpenLinux.Userland.Compilation;

/// <summary>The headers that a component puts into the sysroot.</summary>
internal static class GivenHeaders
{
    private const string Include = "include";
    private const string Sysroot = "usr/include";

    /// <returns>Paths relative to the sysroot.</returns>
    /// <exception cref="Common.Errors.BuildException">What the recipe names is not there (<c>OL317</c>), or two headers go to one place (<c>OL312</c>).</exception>
    public static IReadOnlyList<MadeFiles> Of(Component component, InTreeRecipe recipe, FileTree folder, string architecture)
    {
        if (recipe.Headers is not { } stated)
        {
            return component.IsLibrary
                ? [new MadeFiles(StepReference.Taken($"{component.SourcePath}/{Include}"), FileTree.Empty.WithTree(Sysroot, folder.Below(Include)))]
                : [];
        }

        return
        [
            .. from mapping in stated
               from place in mapping.Value
               select Taken(component, mapping.Key, place, folder, architecture),
        ];
    }

    /// <summary>All of them, for the component's own compiles; those of the default are found in its folder.</summary>
    public static FileTree Stated(Component component, InTreeRecipe recipe, FileTree folder, string architecture) => recipe.Headers is null
        ? FileTree.Empty
        : SysrootMerge.Of([.. Of(component, recipe, folder, architecture).Select(made => new ComponentOutput($"headers of {made.Step.Label}", null, [], [made]))]);

    private static MadeFiles Taken(Component component, string to, string place, FileTree folder, string architecture)
    {
        RecipePaths.RequirePlace(component, "headers", place, folder);
        var path = place.Replace("{arch}", architecture, StringComparison.Ordinal);
        var files = path == "." ? folder.Where((name, _) => name != RecipeReader.FileName)
            : folder.Nodes.GetValueOrDefault(path) is { } header ? FileTree.Empty.With(path.Split('/')[^1], header)
            : folder.Below(path);
        return new MadeFiles(
            StepReference.Taken(path == "." ? component.SourcePath : $"{component.SourcePath}/{path}"), FileTree.Empty.WithTree(to, files));
    }
}
