using System.Text;
using System.Text.RegularExpressions;
using OpenLinux.Common.Errors;
using OpenLinux.Engine.Execution;
using OpenLinux.Userland.Recipes;

namespace OpenLinux.Userland.Compilation;

/// <summary>
/// Says of a link that lacks symbols which of them stand in files that no recipe takes. It reads the sources as text, and only then: a guess that
/// is shown beside the linker's own words.
/// </summary>
internal sealed partial class UntakenDefinitions(CompileContext context)
{
    private const int Told = 5;

    /// <param name="components">The program, and the libraries that it is linked with.</param>
    /// <returns>The failure as it is where it is about something else.</returns>
    public BuildException Explain(ActionFailedException failure, IEnumerable<Component> components)
    {
        var missing = Undefined().Matches(failure.Cause).Select(match => match.Groups["name"].Value).Distinct().ToList();
        var found = missing.Count == 0 ? [] : components
            .Where(component => component.Recipe is InTreeRecipe)
            .SelectMany(component => DefinedIn(component, (InTreeRecipe)component.Recipe, missing))
            .Take(Told)
            .ToList();
        return found.Count == 0
            ? failure
            : new BuildException(
                UserlandErrors.SourceNotTaken,
                failure.Subject,
                $"{failure.Cause}\n{string.Join('\n', found)}",
                $"have sources in its recipe.toml match the file, or take it out of exclude\nto repeat just this step:\n{failure.RepeatCommand}",
                failure);
    }

    private IEnumerable<string> DefinedIn(Component component, InTreeRecipe recipe, List<string> missing)
    {
        if (SourceFolder.PlaceOf(context, component) is not { } place)
        {
            return [];
        }

        var folder = SourceFolder.Of(context, component);
        var taken = SourceSelection.Of(component, recipe, folder, context.Architecture.Name);
        return from path in folder.Nodes.Keys
               where SourceLanguage.Of(path) is not null && !taken.Archived.Contains(path) && !taken.Given.Contains(path)
               let file = Path.Combine(place, path)
               where File.Exists(file)
               let text = File.ReadAllText(file, Encoding.Latin1)
               from name in missing
               where Defines(text, name)
               select $"{name} is defined in {component.ShownPath(context.Architecture.Name)}/{path}, which is not compiled";
    }

    /// <summary>A function with a body, a variable that is not extern, or a label.</summary>
    private static bool Defines(string text, string name) => text.Contains(name, StringComparison.Ordinal) && Regex.IsMatch(
        text,
        $@"^[A-Za-z_][^;{{}}=#()]*\b{Regex.Escape(name)}\s*\([^;{{}}]*\)[^;{{}}()]*\{{|^(?!extern\b)[A-Za-z_][^;{{}}=#()]*\b{Regex.Escape(name)}\s*(?:\[[^\]]*\]\s*)*[=;]|^\s*{Regex.Escape(name)}\s*:",
        RegexOptions.Multiline);

    /// <summary>As lld says it, and GNU ld.</summary>
    [GeneratedRegex(@"undefined symbol: (?<name>[\w.$]+)|undefined reference to [`'](?<name>[\w.$]+)'")]
    private static partial Regex Undefined();
}
