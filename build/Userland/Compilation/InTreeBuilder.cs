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
    private const string LibraryFolder = CompileContext.SysrootPath + "/lib";

    public async Task<ComponentOutput> BuildAsync(Component component, FileTree sysroot, CancellationToken cancellation)
    {
        var folder = SourceFolder.Of(context, component);
        var objects = await CompileAsync(component, folder, sysroot, cancellation);
        return new ComponentOutput(
            component.Name,
            recipe.Version,
            [SourceMaterial.OfFolder(component.SourcePath, folder)],
            component.IsLibrary
                ? [await ArchiveAsync(component, objects, cancellation), Headers(component, folder)]
                : [await LinkAsync(component, objects, sysroot, cancellation)]);
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
        Component component, FileTree folder, FileTree sysroot, CancellationToken cancellation)
    {
        var inputs = VisibleTo(component, folder, sysroot);
        var compiles = TranslationUnits(component, folder)
            .Select(unit => (Func<CancellationToken, Task<ActionOutcome>>)(token => context.Engine.CompileAsync(
                new ActionSpec
                {
                    Mnemonic = "CcCompile",
                    Label = $"{context.Architecture.Name} {unit.Source}",
                    Arguments = unit.Arguments,
                    Environment = context.Toolchain.Environment,
                    Platform = context.Toolchain.Identity,
                    Tools = context.Toolchain.Tree,
                    Inputs = inputs,
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
        return FileTree.Of(outcomes.SelectMany(outcome => outcome.Outputs.Nodes));
    }

    /// <summary>
    /// A compile can read any file below its include path, so that "tables.inc" counts as a header too; it cannot read objects and
    /// archives. All compiles of a component are given the same: what differs is its command line.
    /// </summary>
    private FileTree VisibleTo(Component component, FileTree folder, FileTree sysroot) => FileTree.Of(
        new (string Path, SubtreeNode Tree)[]
        {
            (component.SourcePath, SubtreeNode.Of(folder)),
            ($"{CompileContext.SysrootPath}/usr/include", context.Sysroots.HeadersOf(sysroot)),
            (Toolchain.HeadersPath, context.Toolchain.SharedHeaders),
        }
        .Where(shared => shared.Tree.Files!.Nodes.Count > 0)
        .Select(shared => KeyValuePair.Create(shared.Path, (TreeNode)shared.Tree)));

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
                Tools = context.Toolchain.Tree,
                Inputs = objects,
                Outputs = [archive],
            },
            cancellation);
        return new MadeFiles(StepReference.Of(outcome), outcome.Outputs);
    }

    private async Task<MadeFiles> LinkAsync(
        Component component, FileTree objects, FileTree sysroot, CancellationToken cancellation)
    {
        var libraries = context.Sysroots.LinkInputsOf(sysroot);
        if (!libraries.Files!.Nodes.ContainsKey("crt1.o"))
        {
            throw new BuildException(
                UserlandErrors.NoStartFiles,
                component.Name,
                "None of the libraries it depends on gives lib/crt1.o.",
                "List a C library (musl) before it in components of config/openlinux.toml, or in depends of its recipe.toml.");
        }

        var program = recipe.Install?.TrimStart('/') ?? $"bin/{component.Name}";
        var archives = libraries.Files.Nodes.Keys
            .Where(path => path.EndsWith(".a", StringComparison.Ordinal))
            .Select(path => $"{LibraryFolder}/{path}");
        var outcome = await context.Engine.RunAsync(
            new ActionSpec
            {
                Mnemonic = "CcLink",
                Label = $"{context.Architecture.Name} {program}",
                Arguments = new InTreeCommands(context, component, recipe).Link(objects.Nodes.Keys, archives, program),
                Environment = context.Toolchain.Environment,
                Platform = context.Toolchain.Identity,
                Tools = context.Toolchain.Tree,
                Inputs = FileTree.Of([.. objects.Nodes, KeyValuePair.Create(LibraryFolder, (TreeNode)libraries)]),
                Outputs = [program],
            },
            cancellation);
        return new MadeFiles(StepReference.Of(outcome), outcome.Outputs);
    }

    private static MadeFiles Headers(Component component, FileTree folder) => new(
        StepReference.Taken($"{component.SourcePath}/include"), FileTree.Empty.WithTree("usr/include", folder.Below("include")));
}
