using OpenLinux.Userland.Recipes;
using OpenLinux.Userland.Toolchains;

namespace OpenLinux.Userland.Compilation;

/// <summary>The command lines of in-tree components. All paths are relative, so no checkout's path enters a key or an object.</summary>
internal sealed class InTreeCommands(CompileContext context, Component component, InTreeRecipe recipe)
{
    private const string Fortify = "fortify";
    private const string FortifyHeaders = $"{CompileContext.SysrootPath}/usr/include/{Fortify}";

    private readonly Toolchain toolchain = context.Toolchain;

    public IReadOnlyList<string> Compile(string source, string objectFile, string depfile) =>
    [
        toolchain.Programs.Cc,
        $"--target={context.Architecture.Triple}",
        "-nostdinc",
        .. Fortified(),
        "-isystem", $"{CompileContext.SysrootPath}/usr/include",
        "-isystem", Toolchain.HeadersPath,
        .. CompilerRuns.Overrulable(toolchain.Programs.CFlags),
        .. CompilerRuns.Overrulable(context.Architecture.CFlags),
        "-I", $"{component.SourcePath}/include",
        "-I", component.SourcePath,
        .. CompilerRuns.Overrulable(recipe.CFlags),
        CompilerRuns.NoClock,
        "-MD", "-MF", depfile,
        "-c", source,
        "-o", objectFile,
    ];

    public IReadOnlyList<string> Archive(IEnumerable<string> objects, string archive) =>
        [toolchain.Programs.Ar, "rcsD", archive, .. objects];

    public IReadOnlyList<string> Link(IEnumerable<string> objects, IEnumerable<string> archives, string program)
    {
        string[] flags = [.. toolchain.Programs.LdFlags, .. context.Architecture.LdFlags, .. recipe.LdFlags];
        var startFile = flags.Contains("-static-pie") ? "rcrt1.o" : "crt1.o";
        return
        [
            toolchain.Programs.Cc,
            $"--target={context.Architecture.Triple}",
            toolchain.LinkerOption,
            "-nostdlib",
            "-static",
            .. flags,
            $"{CompileContext.SysrootPath}/lib/{startFile}",
            $"{CompileContext.SysrootPath}/lib/crti.o",
            .. objects,
            "-Wl,--start-group",
            .. archives,
            "-Wl,--end-group",
            $"{CompileContext.SysrootPath}/lib/crtn.o",
            "-o", program,
        ];
    }

    /// <summary>
    /// The headers of src/lib/fortify stand before the C library's, which they include. The first leaves its marks in every
    /// translation unit, so that the inspection sees which of them are protected.
    /// </summary>
    private string[] Fortified() => component.Dependencies.Any(dependency => dependency.Name == Fortify)
        ? ["-isystem", FortifyHeaders, "-include", $"{FortifyHeaders}/fortify.h"]
        : [];
}

/// <summary>One C file and the command that compiles it, for <c>compile_commands.json</c>.</summary>
/// <param name="Source">Relative to the checkout, as in the action's input root.</param>
public sealed record TranslationUnit(string Source, string ObjectFile, IReadOnlyList<string> Arguments);
