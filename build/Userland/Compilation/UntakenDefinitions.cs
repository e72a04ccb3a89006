using System.Text;
using System.Text.RegularExpressions;
using OpenLinux.Common.Errors;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Execution;
using OpenLinux.Userland.Recipes;
using OpenLinux.Userland.Sources;

namespace OpenLinux.Userland.Compilation;

/// <summary>
/// Says of a link that lacks symbols which of them stand in files that no recipe takes. It reads the sources as text, and only then: a guess that
/// is shown beside the linker's own words.
/// </summary>
internal sealed partial class UntakenDefinitions(CompileContext context, SourceFetcher sources)
{
    private const int Told = 5;

    /// <param name="components">The program, and the libraries that it is linked with.</param>
    /// <returns>The failure as it is where it is about something else.</returns>
    public async Task<BuildException> ExplainAsync(ActionFailedException failure, IEnumerable<Component> components, CancellationToken cancellation)
    {
        var missing = Undefined().Matches(failure.Cause).Select(match => match.Groups["name"].Value).Distinct().ToList();
        var found = new List<string>();
        foreach (var component in components.Where(component => component.Recipe is InTreeRecipe && missing.Count > 0))
        {
            await AddDefinedInAsync(component, missing, found, cancellation);
        }

        return found.Count == 0
            ? failure
            : new BuildException(
                UserlandErrors.SourceNotTaken,
                failure.Subject,
                $"{failure.Cause}\n{string.Join('\n', found.Take(Told))}",
                $"have sources in its recipe.toml match the file, or take it out of exclude{failure.RepeatOffer}",
                failure);
    }

    private async Task AddDefinedInAsync(Component component, List<string> missing, List<string> found, CancellationToken cancellation)
    {
        var folder = SourceFolder.Of(context, component);
        var taken = SourceSelection.Of(component, (InTreeRecipe)component.Recipe, folder, context.Architecture.Name);
        foreach (var (path, node) in folder.Nodes)
        {
            if (node is FileNode file && SourceLanguage.Of(path) is not null && !taken.Archived.Contains(path) && !taken.Given.Contains(path))
            {
                var text = await TextOfAsync(component, path, file, cancellation);
                found.AddRange(missing
                    .Where(name => Defines(text, name))
                    .Select(name => $"{name} is defined in {component.ShownPath(context.Architecture.Name)}/{path}, which is not compiled"));
            }
        }
    }

    /// <returns>Nothing where it is gone by now.</returns>
    private async Task<string> TextOfAsync(Component component, string path, FileNode file, CancellationToken cancellation)
    {
        if (SourceFolder.PlaceOf(context, component) is not { } place)
        {
            return Encoding.Latin1.GetString(await sources.ReadAsync(file, cancellation) ?? []);
        }

        var there = Path.Combine(place, path);
        return File.Exists(there) ? await File.ReadAllTextAsync(there, Encoding.Latin1, cancellation) : "";
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
