using OpenLinux.Common.Errors;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Building;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Provenance;
using OpenLinux.Userland.Recipes;
using OpenLinux.Userland.Sysroots;
using OpenLinux.Userland.Toolchains;

namespace OpenLinux.Userland.Compilation;

/// <summary>Builds a folder of C files: an action for each translation unit, then an archive or a link.</summary>
internal sealed class InTreeBuilder(CompileContext context, InTreeRecipe recipe) : IComponentBuilder
{
    private const string LibraryFolder = CompileContext.SysrootPath + "/lib/";

    public async Task<ComponentOutput> BuildAsync(Component component, FileTree sysroot, CancellationToken cancellation)
    {
        var folder = SourceFolder.Of(context, component);
        var root = FileTree.Empty
            .WithTree(CompileContext.SysrootPath, sysroot)
            .WithTree(component.SourcePath, folder);

        var objects = await CompileAsync(component, folder, root, cancellation);
        return new ComponentOutput(
            component.Name,
            recipe.Version,
            [SourceMaterial.OfFolder(component.SourcePath, folder)],
            component.IsLibrary
                ? [await ArchiveAsync(component, objects, cancellation), Headers(component, folder)]
                : [await LinkAsync(component, objects, root, cancellation)]);
    }

    public IEnumerable<TranslationUnit> TranslationUnits(Component component) =>
        TranslationUnits(component, SourceFolder.Of(context, component));

    private IEnumerable<TranslationUnit> TranslationUnits(Component component, FileTree folder)
    {
        var commands = new InTreeCommands(context, component, recipe);
        return folder.Nodes.Keys
            .Where(path => path.EndsWith(".c", StringComparison.Ordinal))
            .Select(path =>
            {
                var source = $"{component.SourcePath}/{path}";
                var objectFile = $"obj/{path[..^2]}.o";
                return new TranslationUnit(source, objectFile, commands.Compile(source, objectFile, Depfile(objectFile)));
            });
    }

    private static string Depfile(string objectFile) => objectFile + ".d";

    private async Task<FileTree> CompileAsync(
        Component component, FileTree folder, FileTree root, CancellationToken cancellation)
    {
        var headers = root.Where((path, _) => IsVisibleHeader(component, path)).WithTree(Toolchain.HeadersPath, context.Toolchain.Headers);
        var compiles = TranslationUnits(component, folder)
            .Select(unit => (Func<CancellationToken, Task<ActionOutcome>>)(token => context.Engine.CompileAsync(
                new ActionSpec
                {
                    Mnemonic = "CcCompile",
                    Label = $"{context.Architecture.Name} {unit.Source}",
                    Arguments = unit.Arguments,
                    Environment = context.Toolchain.Environment,
                    Platform = context.Toolchain.Identity,
                    Inputs = headers.With(unit.Source, root.Nodes[unit.Source]),
                    Outputs = [unit.ObjectFile],
                    Headers = new HeaderDiscovery(Depfile(unit.ObjectFile), [unit.Source], context.Reader),
                },
                token)))
            .ToList();
        if (compiles.Count == 0)
        {
            throw new BuildException(
                UserlandErrors.NothingToCompile,
                component.Name,
                $"{component.SourcePath} has no *.c file.",
                $"Add one, or take '{component.Name}' out of components in config/openlinux.toml.");
        }

        var outcomes = await SideBySide.RunAsync(compiles, cancellation);
        return outcomes.Aggregate(FileTree.Empty, (all, outcome) => all.WithTree("", outcome.Outputs));
    }

    /// <summary>A compile can read any file below its include path, so that "tables.inc" counts as a header too; it cannot read objects and archives.</summary>
    private static bool IsVisibleHeader(Component component, string path) =>
        path.StartsWith(CompileContext.SysrootPath + "/usr/include/", StringComparison.Ordinal)
        || path.StartsWith(component.SourcePath + "/", StringComparison.Ordinal);

    private async Task<MadeFiles> ArchiveAsync(Component component, FileTree objects, CancellationToken cancellation)
    {
        var archive = $"lib/lib{component.Name}.a";
        var outcome = await context.Engine.RunAsync(
            new ActionSpec
            {
                Mnemonic = "CcArchive",
                Label = $"{context.Architecture.Name} {archive}",
                Arguments = new InTreeCommands(context, component, recipe).Archive(objects.Nodes.Keys, archive),
                Environment = context.Toolchain.Environment,
                Platform = context.Toolchain.Identity,
                Inputs = objects,
                Outputs = [archive],
            },
            cancellation);
        return new MadeFiles(StepReference.Of(outcome), outcome.Outputs);
    }

    private async Task<MadeFiles> LinkAsync(
        Component component, FileTree objects, FileTree root, CancellationToken cancellation)
    {
        var libraries = root.Where((path, _) => IsLinkInput(path));
        if (!libraries.Nodes.ContainsKey(LibraryFolder + "crt1.o"))
        {
            throw new BuildException(
                UserlandErrors.NoStartFiles,
                component.Name,
                "None of the libraries it depends on gives lib/crt1.o.",
                "List a C library (musl) before it in components of config/openlinux.toml, or in depends of its recipe.toml.");
        }

        var program = recipe.Install?.TrimStart('/') ?? $"bin/{component.Name}";
        var archives = libraries.Nodes.Keys.Where(path => path.EndsWith(".a", StringComparison.Ordinal));
        var outcome = await context.Engine.RunAsync(
            new ActionSpec
            {
                Mnemonic = "CcLink",
                Label = $"{context.Architecture.Name} {program}",
                Arguments = new InTreeCommands(context, component, recipe).Link(objects.Nodes.Keys, archives, program),
                Environment = context.Toolchain.Environment,
                Platform = context.Toolchain.Identity,
                Inputs = objects.WithTree("", libraries),
                Outputs = [program],
            },
            cancellation);
        return new MadeFiles(StepReference.Of(outcome), outcome.Outputs);
    }

    private static MadeFiles Headers(Component component, FileTree folder) => new(
        StepReference.Taken($"{component.SourcePath}/include"), FileTree.Empty.WithTree("usr/include", folder.Below("include")));

    private static bool IsLinkInput(string path) =>
        path.StartsWith(CompileContext.SysrootPath + "/", StringComparison.Ordinal)
        && SysrootLibrary.IsLinkInput(path[(CompileContext.SysrootPath.Length + 1)..]);
}
