using OpenLinux.Common.Errors;
using OpenLinux.Engine.Content;
using OpenLinux.Userland.Recipes;

namespace OpenLinux.Userland.Compilation;

/// <summary>The objects of a C library that a link begins and ends with, by their names in <c>lib/</c>.</summary>
internal sealed record LinkEnds(IReadOnlyList<string> Begin, IReadOnlyList<string> End)
{
    private const string Start = "crt1.o";
    private const string RelocatingStart = "rcrt1.o";

    /// <summary>musl's, and those of most others.</summary>
    public static readonly LinkEnds Default = new([Start, "crti.o"], ["crtn.o"]);

    /// <param name="libraries">What of the sysroot's <c>lib/</c> is linked with.</param>
    /// <param name="flags">With <c>-static-pie</c>, a start file that relocates the program goes in the place of <c>crt1.o</c>.</param>
    /// <exception cref="BuildException">None of its libraries gives them, or two do (<c>OL313</c>).</exception>
    public static LinkEnds Of(Component component, FileTree libraries, IReadOnlyList<string> flags)
    {
        var ends = Stated(component) ?? Default;
        if (ends.Begin.Concat(ends.End).FirstOrDefault(name => !libraries.Nodes.ContainsKey(name)) is { } missing)
        {
            throw ends == Default
                ? Refusal(
                    component,
                    $"None of the libraries it depends on gives lib/{missing}.",
                    "List a C library (musl) before it in components of config/openlinux.toml, or in depends of its recipe.toml; "
                    + "start_files in a C library's own recipe.toml says what a link begins with.")
                : Refusal(component, $"start_files or end_files name lib/{missing}, which none of its libraries gives.", "correct them, or have the library give it: objects in its recipe.toml");
        }

        return flags.Contains("-static-pie") && (ends == Default || libraries.Nodes.ContainsKey(RelocatingStart))
            ? ends with { Begin = [.. ends.Begin.Select(name => name == Start ? RelocatingStart : name)] }
            : ends;
    }

    /// <returns>What its C library states; null where none states anything.</returns>
    public static LinkEnds? Stated(Component component)
    {
        var stating = component.Dependencies.Where(library => library.Recipe.StartFiles is not null || library.Recipe.EndFiles is not null).ToList();
        return stating switch
        {
            [] => null,
            [var only] => new LinkEnds(only.Recipe.StartFiles ?? [], only.Recipe.EndFiles ?? []),
            _ => throw Refusal(
                component,
                $"{stating[0].Name} and {stating[1].Name} both state start_files: a program has one C library.",
                "name the right one in depends of its recipe.toml"),
        };
    }

    private static BuildException Refusal(Component component, string cause, string fix) =>
        new(UserlandErrors.NoStartFiles, component.Name, cause, fix);
}
