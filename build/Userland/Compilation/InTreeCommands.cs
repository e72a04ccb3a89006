using OpenLinux.Common.Errors;
using OpenLinux.Common.Text;
using OpenLinux.Userland.Recipes;
using OpenLinux.Userland.Toolchains;

namespace OpenLinux.Userland.Compilation;

/// <summary>The command lines of in-tree components. All paths are relative, so no checkout's path enters a key or an object.</summary>
internal sealed class InTreeCommands(CompileContext context, Component component, InTreeRecipe recipe)
{
    private const string Fortify = "fortify";
    private const string FortifyHeaders = $"{CompileContext.SysrootPath}/usr/include/{Fortify}";
    private const string Folder = "{folder}";

    private readonly Toolchain toolchain = context.Toolchain;
    private readonly IncludeFolders includes = new(component, recipe, context.Architecture.Name);

    /// <param name="depfile">Null for a language that has none.</param>
    public IReadOnlyList<string> Compile(string source, string objectFile, string? depfile)
    {
        var language = SourceLanguage.Of(source)!;
        return
        [
            toolchain.Programs.Cc,
            $"--target={context.Architecture.Triple}",
            "-nostdinc",
            .. language.TakesC ? Fortified() : [],
            "-isystem", $"{CompileContext.SysrootPath}/usr/include",
            "-isystem", Toolchain.HeadersPath,
            .. CompilerRuns.Overrulable(Kept(toolchain.Programs.CFlags)),
            .. CompilerRuns.Overrulable(Kept(context.Architecture.CFlags)),
            .. includes.Searched.SelectMany(folder => new[] { "-I", folder }),
            .. language.Flags,
            .. CompilerRuns.Overrulable(recipe.CFlags.Select(Expanded)),
            CompilerRuns.NoClock,
            .. depfile is null ? Array.Empty<string>() : ["-MD", "-MF", depfile],
            "-c", source,
            "-o", objectFile,
        ];
    }

    public IReadOnlyList<string> Archive(IEnumerable<string> objects, string archive) =>
        [toolchain.Programs.Ar, "rcsD", archive, .. objects];

    public IReadOnlyList<string> LinkFlags =>
        [.. Kept(toolchain.Programs.LdFlags), .. Kept(context.Architecture.LdFlags), .. recipe.LdFlags.Select(Expanded)];

    /// <summary>Paths below the component's folder that its linker flags name.</summary>
    public IEnumerable<string> NamedByLinkFlags => recipe.LdFlags
        .Where(flag => flag.Contains(Folder, StringComparison.Ordinal))
        .Select(flag => ExpandedArchitecture(flag[(flag.IndexOf(Folder, StringComparison.Ordinal) + Folder.Length)..]).Split(',')[0].Trim('/'));

    public IReadOnlyList<string> Link(LinkEnds ends, IEnumerable<string> objects, IEnumerable<string> archives, string program) =>
    [
        toolchain.Programs.Cc,
        $"--target={context.Architecture.Triple}",
        toolchain.LinkerOption,
        "-nostdlib",
        "-static",
        .. LinkFlags,
        .. ends.Begin.Select(InLibraryFolder),
        .. objects,
        "-Wl,--start-group",
        .. archives,
        "-Wl,--end-group",
        .. ends.End.Select(InLibraryFolder),
        "-o", program,
    ];

    /// <exception cref="BuildException">It is built without a flag that is none of the toolchain's, nor of any architecture's (<c>OL326</c>).</exception>
    public void RequireLeftOut()
    {
        List<string> set = [.. toolchain.Programs.CFlags, .. toolchain.Programs.LdFlags];
        set.AddRange(context.Architectures.Values.Append(context.Architecture).SelectMany(architecture => architecture.CFlags.Concat(architecture.LdFlags)));
        if (recipe.Without.FirstOrDefault(flag => !set.Contains(flag)) is { } unset)
        {
            throw new BuildException(
                UserlandErrors.FlagNotSet,
                $"{component.Name}: without has \"{PrintableText.Of(unset)}\"",
                "neither config/toolchain.toml nor a file of config/arch/ sets it.",
                Nearest.To(unset, set) is { } nearest
                    ? $"did you mean {nearest}?"
                    : $"take it out of without, in the recipe.toml of {component.Name} or of {Path.GetDirectoryName(component.SourcePath)}");
        }
    }

    private static string InLibraryFolder(string name) => $"{CompileContext.SysrootPath}/lib/{name}";

    private IEnumerable<string> Kept(IEnumerable<string> flags) => flags.Where(flag => !recipe.Without.Contains(flag));

    private string Expanded(string flag) => ExpandedArchitecture(flag.Replace(Folder, component.SourcePath, StringComparison.Ordinal));

    private string ExpandedArchitecture(string text) => text.Replace("{arch}", context.Architecture.Name, StringComparison.Ordinal);

    /// <summary>
    /// The headers of src/lib/fortify stand before the C library's, which they include. The first leaves its marks in every
    /// translation unit, so that the inspection sees which of them are protected.
    /// </summary>
    private string[] Fortified() => component.Dependencies.Any(dependency => dependency.Name == Fortify)
        ? ["-isystem", FortifyHeaders, "-include", $"{FortifyHeaders}/fortify.h"]
        : [];
}

/// <summary>One source and the command that compiles it, for <c>compile_commands.json</c>.</summary>
/// <param name="Source">Relative to the checkout, as in the action's input root.</param>
/// <param name="Depfile">Null where its language has none.</param>
public sealed record TranslationUnit(string Source, string ObjectFile, string? Depfile, IReadOnlyList<string> Arguments);
