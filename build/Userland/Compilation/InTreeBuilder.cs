using OpenLinux.Common.Errors;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Building;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Execution;
using OpenLinux.Engine.Provenance;
using OpenLinux.Userland.Recipes;
using OpenLinux.Userland.Sources;
using OpenLinux.Userland.Sysroots;
using OpenLinux.Userland.Toolchains;

namespace OpenLinux.Userland.Compilation;

/// <summary>Builds a folder of sources: an action for each translation unit, then an archive or a link.</summary>
internal sealed class InTreeBuilder(CompileContext context, SourceFetcher sources, InTreeRecipe recipe) : IComponentBuilder
{
    private const string LibraryFolder = CompileContext.SysrootPath + "/lib";

    public async Task<ComponentOutput> BuildAsync(Component component, FileTree sysroot, CancellationToken cancellation)
    {
        var folder = SourceFolder.Of(context, component);
        var selection = SelectionOf(component, folder);
        new InTreeCommands(context, component, recipe).RequireLeftOut();
        IncludeFolders.Check(component, recipe, library => SourceFolder.Of(context, library));
        var headers = GivenHeaders.Of(component, recipe, folder, context.Architecture.Name);
        var inputs = VisibleTo(component, folder, sysroot);
        var given = await CompileAsync(component, selection.Given, inputs, cancellation);
        var objects = await CompileAsync(component, selection.Archived, inputs, cancellation);
        return new ComponentOutput(
            component.Name,
            recipe.Version,
            [SourceMaterials.Of(component, folder)],
            [
                .. component.IsLibrary ? [] : new[] { await LinkAsync(component, folder, FilesOf(objects), sysroot, cancellation) },
                .. component.IsLibrary && objects.Length > 0 ? [await ArchiveAsync(component, FilesOf(objects), cancellation)] : Array.Empty<MadeFiles>(),
                .. given.Select(outcome => Placed(component, outcome)),
                .. headers,
            ]);
    }

    public IEnumerable<TranslationUnit> TranslationUnits(Component component)
    {
        var selection = SourceSelection.Of(component, recipe, SourceFolder.Of(context, component), context.Architecture.Name);
        return UnitsOf(component, selection.Given.Concat(selection.Archived).Order(StringComparer.Ordinal));
    }

    private SourceSelection SelectionOf(Component component, FileTree folder)
    {
        var selection = SourceSelection.Of(component, recipe, folder, context.Architecture.Name);
        if (selection.Archived.Count + selection.Given.Count == 0 && !(component.IsLibrary && recipe.Sources is { Count: 0 }))
        {
            throw new BuildException(
                UserlandErrors.NothingToCompile,
                component.Name,
                recipe.Sources is null ? $"{component.ShownPath(context.Architecture.Name)} has no *.c file." : $"{component.ShownPath(context.Architecture.Name)} has nothing of its sources for {context.Architecture.Name}.",
                $"Add one, or take '{component.Name}' out of components in config/openlinux.toml; a library of headers alone says sources = [].");
        }

        context.LeftOut.Tell(component.ShownPath(context.Architecture.Name), selection.LeftOut);
        return selection;
    }

    private IEnumerable<TranslationUnit> UnitsOf(Component component, IEnumerable<string> paths)
    {
        var commands = new InTreeCommands(context, component, recipe);
        return paths.Select(path =>
        {
            var source = $"{component.SourcePath}/{path}";
            var objectFile = SourceLanguage.ObjectFile(path);
            var depfile = SourceLanguage.Of(path)!.IsPreprocessed ? objectFile + ".d" : null;
            return new TranslationUnit(source, objectFile, depfile, commands.Compile(source, objectFile, depfile));
        });
    }

    private Task<ActionOutcome[]> CompileAsync(
        Component component, IReadOnlyList<string> paths, FileTree inputs, CancellationToken cancellation) =>
        SideBySide.RunAsync(
            UnitsOf(component, paths).Select(unit => (Func<CancellationToken, Task<ActionOutcome>>)(token => context.Engine.CompileAsync(
                new ActionSpec
                {
                    Mnemonic = "CcCompile",
                    Label = $"{context.Architecture.Name} {component.ShownPath(context.Architecture.Name)}{unit.Source[component.SourcePath.Length..]}",
                    Arguments = unit.Arguments,
                    Environment = context.Toolchain.Environment,
                    Platform = context.Toolchain.Identity,
                    Tools = context.Toolchain.Tree,
                    Inputs = inputs,
                    Outputs = [unit.ObjectFile],
                    Headers = new HeaderDiscovery(unit.Depfile, [unit.Source], context.Reader),
                },
                token))),
            cancellation);

    private static FileTree FilesOf(IEnumerable<ActionOutcome> outcomes) => FileTree.Of(outcomes.SelectMany(outcome => outcome.Outputs.Nodes));

    /// <summary>
    /// A compile can read any file below its include path, so that "tables.inc" counts as a header too; it cannot read objects and
    /// archives. All compiles of a component are given the same: what differs is its command line.
    /// </summary>
    private FileTree VisibleTo(Component component, FileTree folder, FileTree sysroot)
    {
        var own = GivenHeaders.Stated(component, recipe, folder, context.Architecture.Name).Below("usr/include");
        var headers = context.Sysroots.HeadersOf(sysroot);
        return FileTree.Of(
            IncludeFolders.Libraries(component, recipe)
                .Select(library => (Path: library.SourcePath, Tree: SubtreeNode.Of(SourceFolder.Of(context, library))))
                .Append((Path: component.SourcePath, Tree: SubtreeNode.Of(folder)))
                .Append((Path: $"{CompileContext.SysrootPath}/usr/include", Tree: own.Nodes.Count == 0 ? headers : SubtreeNode.Of(headers.Files!.WithTree("", own))))
                .Append((Path: Toolchain.HeadersPath, Tree: context.Toolchain.SharedHeaders))
                .Where(shared => shared.Tree.Files!.Nodes.Count > 0)
                .Select(shared => KeyValuePair.Create(shared.Path, (TreeNode)shared.Tree)));
    }

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
        Component component, FileTree folder, FileTree objects, FileTree sysroot, CancellationToken cancellation)
    {
        var libraries = context.Sysroots.LinkInputsOf(sysroot);
        var commands = new InTreeCommands(context, component, recipe);
        var ends = LinkEnds.Of(component, libraries.Files!, commands.LinkFlags);
        var program = recipe.Install?.TrimStart('/') ?? $"bin/{component.Name}";
        var archives = libraries.Files!.Nodes.Keys
            .Where(path => path.EndsWith(".a", StringComparison.Ordinal))
            .Select(path => $"{LibraryFolder}/{path}");
        var outcome = await RunLinkAsync(
            component,
            new ActionSpec
            {
                Mnemonic = "CcLink",
                Label = $"{context.Architecture.Name} {program}",
                Arguments = commands.Link(ends, objects.Nodes.Keys, archives, program),
                Environment = context.Toolchain.Environment,
                Platform = context.Toolchain.Identity,
                Tools = context.Toolchain.Tree,
                Inputs = FileTree.Of(
                [
                    .. objects.Nodes,
                    .. commands.NamedByLinkFlags.SelectMany(path => Named(component, folder, path)),
                    KeyValuePair.Create(LibraryFolder, (TreeNode)libraries),
                ]),
                Outputs = [program],
            },
            cancellation);
        return new MadeFiles(StepReference.Of(outcome), outcome.Outputs);
    }

    /// <exception cref="BuildException">It failed; for want of what stands in a file that is not compiled with <c>OL320</c>.</exception>
    private async Task<ActionOutcome> RunLinkAsync(Component component, ActionSpec link, CancellationToken cancellation)
    {
        try
        {
            return await context.Engine.RunAsync(link, cancellation);
        }
        catch (ActionFailedException failure)
        {
            throw await new UntakenDefinitions(context, sources).ExplainAsync(failure, component.Dependencies.Prepend(component), cancellation);
        }
    }

    /// <summary>A linker's script, or a folder of them; what is not given to the link cannot be read by it.</summary>
    private static IEnumerable<KeyValuePair<string, TreeNode>> Named(Component component, FileTree folder, string path)
    {
        RecipePaths.RequirePlace(component, "ldflags", path.Length == 0 ? "." : path, folder);
        return folder.Nodes
            .Where(node => path.Length == 0 || node.Key == path || node.Key.StartsWith(path + "/", StringComparison.Ordinal))
            .Select(node => KeyValuePair.Create($"{component.SourcePath}/{node.Key}", node.Value));
    }

    /// <summary>An object of a library's own, such as crt1.o.</summary>
    private static MadeFiles Placed(Component component, ActionOutcome outcome)
    {
        var (path, node) = outcome.Outputs.Nodes.Single();
        var name = Path.GetFileNameWithoutExtension(path);
        name = SourceLanguage.Of(name) is null ? name : Path.GetFileNameWithoutExtension(name);
        return new MadeFiles(StepReference.Of(outcome), FileTree.Empty.With($"lib/{name}.o", node));
    }
}
