using OpenLinux.Common.Errors;
using OpenLinux.Common.Text;
using OpenLinux.Configuration.Problems;

namespace OpenLinux.Userland.Recipes;

/// <summary>Finds the configured components under <c>src/lib</c> and <c>src/bin</c>, and what each depends on.</summary>
public sealed class ComponentCatalog
{
    private static readonly string[] SourceKinds = ["lib", "bin"];

    private readonly string sourceFolder;
    private readonly IReadOnlyList<string> names;
    private readonly ConfigurationProblems problems;
    private readonly Dictionary<string, InTreeRecipe> shared = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Recipe> recipes = new(StringComparer.Ordinal);

    private ComponentCatalog(string sourceFolder, IReadOnlyList<string> names, ConfigurationProblems problems) =>
        (this.sourceFolder, this.names, this.problems) = (Path.GetFullPath(sourceFolder), names, problems);

    /// <param name="sourceFolder">The repository's <c>src</c>.</param>
    /// <param name="names">The configured components, in build order.</param>
    /// <returns>The components in that order; each one's dependencies stand before it.</returns>
    /// <exception cref="BuildException">A folder is missing, a recipe is wrong or a dependency cannot be had; all of it is told at once.</exception>
    public static IReadOnlyList<Component> Load(string sourceFolder, IReadOnlyList<string> names)
    {
        var problems = new ConfigurationProblems();
        var components = new ComponentCatalog(sourceFolder, names, problems).Load();
        problems.ThrowIfAny();
        return components;
    }

    /// <summary>Adds what is wrong with the components to what is wrong elsewhere.</summary>
    public static void Check(string sourceFolder, IReadOnlyList<string> names, ConfigurationProblems problems) =>
        new ComponentCatalog(sourceFolder, names, problems).Load();

    private List<Component> Load()
    {
        var before = problems.Count;
        var found = new List<Component>();
        foreach (var name in names)
        {
            if (Locate(name) is { } place && RecipeReader.Read(place.Folder, SharedBy(place.IsLibrary), problems) is { } recipe)
            {
                recipe = recipe with { Tree = recipe.Tree?.For(name) };
                recipes[name] = recipe;
                found.Add(new Component(name, place.Folder, place.IsLibrary, recipe, []) { LookedFor = LookedFor(name) });
            }
        }

        var components = new List<Component>();
        if (problems.Count > before)
        {
            return components;
        }

        foreach (var component in found)
        {
            components.Add(component with { Dependencies = Resolve(component.Name, components) });
        }

        return components;
    }

    /// <summary>What all in-tree libraries, or all in-tree programs, begin with: <c>src/lib/recipe.toml</c> and <c>src/bin/recipe.toml</c>.</summary>
    private InTreeRecipe SharedBy(bool isLibrary)
    {
        var kind = SourceKinds[isLibrary ? 0 : 1];
        if (!shared.TryGetValue(kind, out var recipe))
        {
            shared[kind] = recipe = RecipeReader.ReadShared(Path.Combine(sourceFolder, kind), problems);
        }

        return recipe;
    }

    private (string Folder, bool IsLibrary)? Locate(string name)
    {
        var library = Path.Combine(sourceFolder, "lib", name);
        var program = Path.Combine(sourceFolder, "bin", name);
        switch (IsThere(library, isLibrary: true), IsThere(program, isLibrary: false))
        {
            case (true, false):
                return (library, true);
            case (false, true):
                return (program, false);
            case (true, true):
                problems.Add(
                    UserlandErrors.ComponentAmbiguous,
                    new Origin($"component {name}"),
                    "",
                    $"both {DisplayPath.Of(library)} and {DisplayPath.Of(program)} exist",
                    "rename one of the two");
                return null;
            default:
                RefuseMissing(name);
                return null;
        }
    }

    /// <summary>A component needs no folder in the checkout where all libraries, or programs, come from a tree that has one of its name.</summary>
    private bool IsThere(string folder, bool isLibrary) =>
        Directory.Exists(folder)
        || (SharedBy(isLibrary).Tree is { } tree
            && tree.Folder.Contains(ComponentSource.Name, StringComparison.Ordinal)
            && (tree.Path is null || Directory.Exists(PlaceIn(tree, folder))));

    private string PlaceIn(ComponentSource tree, string folder) =>
        Path.GetFullPath(Path.Combine(sourceFolder, "..", tree.Path!, tree.For(Path.GetFileName(folder)).Folder));

    /// <summary>Where outside of the checkout a folder of that name was looked for.</summary>
    private string[] LookedFor(string name) =>
        [.. new[] { SharedBy(isLibrary: true), SharedBy(isLibrary: false) }.Select(recipe => recipe.Tree).Where(tree => tree?.Path is not null).Select(tree => PlaceIn(tree!, name))];

    private IReadOnlyList<Component> Resolve(string name, List<Component> earlier)
    {
        if (recipes[name].Depends is not { } wanted)
        {
            return [.. earlier.Where(component => component.IsLibrary)];
        }

        foreach (var dependency in wanted)
        {
            if (!earlier.Exists(component => component.Name == dependency))
            {
                RefuseDependency(name, dependency);
            }
        }

        return [.. earlier.Where(component => wanted.Contains(component.Name))];
    }

    private void RefuseMissing(string name)
    {
        var nearest = Nearest.To(name, FolderNames());
        problems.Add(
            UserlandErrors.ComponentMissing,
            new Origin($"component {name}"),
            "",
            $"neither {DisplayPath.Of(Path.Combine(sourceFolder, "lib", name))} nor {DisplayPath.Of(Path.Combine(sourceFolder, "bin", name))} exists",
            nearest is null ? "make the folder, or take the name out of components" : $"did you mean {nearest}?");
    }

    private void RefuseDependency(string name, string dependency)
    {
        var (cause, fix) = dependency switch
        {
            _ when dependency == name => ("it depends on itself", "take its own name out of depends"),
            _ when CycleThrough(name, dependency) is { } cycle => ($"that is a cycle: {cycle}", "take one of these out of its recipe's depends"),
            _ when recipes.ContainsKey(dependency) =>
                ($"{dependency} is listed after it, and components are built in the order of the configuration", $"list {dependency} before {name}"),
            _ when FolderNames().Contains(dependency) =>
                ($"{dependency} is not among the configured components", $"list {dependency} before {name}"),
            _ => ("there is no such component", Nearest.To(dependency, FolderNames()) is { } nearest
                ? $"did you mean {nearest}?"
                : "take it out of the recipe's depends"),
        };
        problems.Add(UserlandErrors.DependencyUnusable, new Origin($"component {name}"), $"depends on {dependency}", cause, fix);
    }

    /// <summary>The way from <paramref name="name"/> by <paramref name="dependency"/> back to itself over stated dependencies, or null.</summary>
    private string? CycleThrough(string name, string dependency)
    {
        var visited = new HashSet<string>(StringComparer.Ordinal);
        return WayTo(dependency) is { } way ? $"{name} → {way}" : null;

        string? WayTo(string at)
        {
            if (at == name)
            {
                return name;
            }

            foreach (var next in visited.Add(at) ? recipes.GetValueOrDefault(at)?.Depends ?? [] : [])
            {
                if (WayTo(next) is { } rest)
                {
                    return $"{at} → {rest}";
                }
            }

            return null;
        }
    }

    private IEnumerable<string> FolderNames()
    {
        foreach (var kind in SourceKinds)
        {
            var folder = Path.Combine(sourceFolder, kind);
            foreach (var path in Directory.Exists(folder) ? Directory.EnumerateDirectories(folder) : [])
            {
                yield return Path.GetFileName(path);
            }
        }
    }
}
