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
    private const string CompileStep = "CcCompile";

    private static readonly string[] CodeOfSteps =
        [.. new[] { typeof(InTreeBuilder), typeof(IBuildEngine) }.Select(type => type.Module.ModuleVersionId.ToString())];

    public async Task<ComponentOutput> BuildAsync(Component component, FileTree sysroot, CancellationToken cancellation)
    {
        var folder = SourceFolder.Of(context, component);
        var selection = SelectionOf(component, folder);
        new InTreeCommands(context, component, recipe).RequireLeftOut();
        IncludeFolders.Check(component, recipe, library => SourceFolder.Of(context, library));
        var headers = GivenHeaders.Of(component, recipe, folder, context.Architecture.Name);
        var inputs = VisibleTo(component, folder, sysroot);
        var given = await CompileAsync(component, selection.Given, inputs, cancellation);
        var main = component.IsLibrary && selection.Archived.Count == 0
            ? []
            : new[] { await context.Engine.RunAsync(ChainOf(component, folder, selection.Archived, inputs, sysroot), cancellation) };
        return new ComponentOutput(
            component.Name,
            recipe.Version,
            [SourceMaterials.Of(component, folder)],
            [
                .. main.Select(outcome => new MadeFiles(StepReference.Of(outcome), component.IsLibrary ? outcome.Outputs : Executable(outcome.Outputs))),
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
                    Mnemonic = CompileStep,
                    Label = CompileLabel(component, unit.Source[(component.SourcePath.Length + 1)..]),
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

    /// <summary>Compiles, then an archive or a link; recalled as a whole where all that they are given is as it was.</summary>
    private ActionChain ChainOf(Component component, FileTree folder, IReadOnlyList<string> paths, FileTree inputs, FileTree sysroot)
    {
        var withoutObjects = End(FileTree.Empty);
        return new ActionChain(
            GivenTo(component, paths, inputs, withoutObjects),
            [
                .. paths.Select(path => ActionChain.Step(CompileStep, CompileLabel(component, path), SourceLanguage.ObjectFile(path))),
                ActionChain.Step(withoutObjects.Mnemonic, withoutObjects.Label, withoutObjects.Outputs.Single()),
            ],
            async token => await RunEndAsync(component, End(FilesOf(await CompileAsync(component, paths, inputs, token))), token));

        ActionSpec End(FileTree objects) => component.IsLibrary ? Archive(component, objects) : Link(component, folder, objects, sysroot);
    }

    /// <summary>
    /// All that the specs of a chain's steps are made of: the code that makes them, files by the digests of their folders, the sources' names,
    /// and the words of a command for each language, which differ by the names of files alone.
    /// </summary>
    private Digest GivenTo(Component component, IReadOnlyList<string> paths, FileTree inputs, ActionSpec withoutObjects)
    {
        var commands = new InTreeCommands(context, component, recipe);
        IEnumerable<IEnumerable<string>> parts =
        [
            CodeOfSteps,
            [component.SourcePath, MerkleTree.Of(inputs).RootDigest.ToString(), MerkleTree.Of(withoutObjects.Inputs).RootDigest.ToString()],
            paths,
            .. paths.Select(Path.GetExtension).Distinct().Select(ending => commands.Compile($"x{ending}", "", "")),
            [withoutObjects.Mnemonic, .. withoutObjects.Outputs],
            withoutObjects.Arguments,
            context.Toolchain.Environment.Concat(context.Toolchain.AllIdentity).Select(pair => $"{pair.Key}={pair.Value}"),
        ];
        return Digest.OfUtf8(string.Join('\0', parts.Select(part => string.Join('\0', part.Append("")))));
    }

    private string CompileLabel(Component component, string path) =>
        $"{context.Architecture.Name} {component.ShownPath(context.Architecture.Name)}/{path}";

    private ActionSpec Archive(Component component, FileTree objects)
    {
        var archive = $"lib/lib{component.Name}.a";
        return Step("CcArchive", archive, new InTreeCommands(context, component, recipe).Archive(objects.Nodes.Keys, archive), objects);
    }

    private ActionSpec Link(Component component, FileTree folder, FileTree objects, FileTree sysroot)
    {
        var libraries = context.Sysroots.LinkInputsOf(sysroot);
        var commands = new InTreeCommands(context, component, recipe);
        var ends = LinkEnds.Of(component, libraries.Files!, commands.LinkFlags);
        var program = recipe.Install?.TrimStart('/') ?? $"bin/{component.Name}";
        var archives = libraries.Files!.Nodes.Keys
            .Where(path => path.EndsWith(".a", StringComparison.Ordinal))
            .Select(path => $"{LibraryFolder}/{path}");
        return Step(
            "CcLink",
            program,
            commands.Link(ends, objects.Nodes.Keys, archives, program),
            FileTree.Of(
            [
                .. objects.Nodes,
                .. commands.NamedByLinkFlags.SelectMany(path => Named(component, folder, path)),
                KeyValuePair.Create(LibraryFolder, (TreeNode)libraries),
            ]));
    }

    private ActionSpec Step(string mnemonic, string output, IReadOnlyList<string> arguments, FileTree inputs) => new()
    {
        Mnemonic = mnemonic,
        Label = $"{context.Architecture.Name} {output}",
        Arguments = arguments,
        Environment = context.Toolchain.Environment,
        Platform = context.Toolchain.Identity,
        Tools = context.Toolchain.Tree,
        Inputs = inputs,
        Outputs = [output],
    };

    /// <exception cref="BuildException">It failed; for want of what stands in a file that is not compiled with <c>OL320</c>.</exception>
    private async Task<ActionOutcome> RunEndAsync(Component component, ActionSpec end, CancellationToken cancellation)
    {
        try
        {
            return await context.Engine.RunAsync(end, cancellation);
        }
        catch (ActionFailedException failure) when (!component.IsLibrary)
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

    /// <summary>As a linker leaves it, but where the files of this machine have no modes.</summary>
    private static FileTree Executable(FileTree program) => program.WithModes(_ => FileNode.Executable);

    /// <summary>An object of a library's own, such as crt1.o.</summary>
    private static MadeFiles Placed(Component component, ActionOutcome outcome)
    {
        var (path, node) = outcome.Outputs.Nodes.Single();
        var name = Path.GetFileNameWithoutExtension(path);
        name = SourceLanguage.Of(name) is null ? name : Path.GetFileNameWithoutExtension(name);
        return new MadeFiles(StepReference.Of(outcome), FileTree.Empty.With($"lib/{name}.o", node));
    }
}
