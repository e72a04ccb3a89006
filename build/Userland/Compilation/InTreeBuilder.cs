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
    private const string CompileStep = "CcCompile";
    private const string ArchiveStep = "CcArchive";
    private const string LinkStep = "CcLink";

    private static readonly string[] CodeOfSteps =
        [.. new[] { typeof(InTreeBuilder), typeof(IBuildEngine) }.Select(type => type.Module.ModuleVersionId.ToString())];

    public async Task<ComponentOutput> BuildAsync(Component component, FileTree sysroot, CancellationToken cancellation)
    {
        var folder = SourceFolder.Of(context, component);
        var outcome = await context.Engine.RunAsync(ChainOf(component, folder, sysroot), cancellation);
        var made = new MadeFiles(StepReference.Of(outcome), outcome.Outputs);
        return new ComponentOutput(
            component.Name,
            recipe.Version,
            [SourceMaterial.OfFolder(component.SourcePath, folder)],
            component.IsLibrary ? [made, Headers(component, folder)] : [made]);
    }

    public IEnumerable<TranslationUnit> TranslationUnits(Component component) =>
        TranslationUnits(component, SourceFolder.Of(context, component));

    private IEnumerable<TranslationUnit> TranslationUnits(Component component, FileTree folder)
    {
        var commands = new InTreeCommands(context, component, recipe);
        return SourcesIn(folder).Select(path =>
        {
            var (source, objectFile) = ($"{component.SourcePath}/{path}", ObjectOf(path));
            return new TranslationUnit(source, objectFile, commands.Compile(source, objectFile, Depfile(objectFile)));
        });
    }

    private static IEnumerable<string> SourcesIn(FileTree folder) => folder.Nodes.Keys.Where(path => path.EndsWith(".c", StringComparison.Ordinal));

    private static string ObjectOf(string path) => $"obj/{path[..^2]}.o";

    private static string Depfile(string objectFile) => objectFile + ".d";

    private ActionChain ChainOf(Component component, FileTree folder, FileTree sysroot)
    {
        var output = component.IsLibrary ? ArchiveOf(component) : ProgramOf(component);
        return new ActionChain(
            GivenTo(component, folder, sysroot, output),
            [
                .. SourcesIn(folder).Select(path => ActionChain.Step(CompileStep, Label($"{component.SourcePath}/{path}"), ObjectOf(path))),
                ActionChain.Step(component.IsLibrary ? ArchiveStep : LinkStep, Label(output), output),
            ],
            async token =>
            {
                var objects = await CompileAsync(component, folder, sysroot, token);
                return component.IsLibrary ? await ArchiveAsync(component, objects, token) : await LinkAsync(component, objects, sysroot, token);
            });
    }

    /// <summary>All that the specs of a component's steps are made of: the code that makes them, files by the digests of their folders, and every word but the files' names.</summary>
    private Digest GivenTo(Component component, FileTree folder, FileTree sysroot, string output)
    {
        var commands = new InTreeCommands(context, component, recipe);
        var (inputs, libraries) = (VisibleTo(component, folder, sysroot), context.Sysroots.LinkInputsOf(sysroot));
        return Digest.OfUtf8(string.Join(
            '\0',
            [
                .. CodeOfSteps,
                component.IsLibrary ? ArchiveStep : LinkStep,
                context.Architecture.Name,
                component.SourcePath,
                .. inputs.Nodes.Select(node => $"{node.Key} {((SubtreeNode)node.Value).Directory}"),
                $"{LibraryFolder} {libraries.Directory}",
                .. commands.Compile("", "", ""),
                "",
                .. component.IsLibrary ? commands.Archive([], output) : commands.Link([], [], output),
                "",
                .. context.Toolchain.Environment.Concat(context.Toolchain.AllIdentity).Select(pair => $"{pair.Key}={pair.Value}"),
            ]));
    }

    private string Label(string name) => $"{context.Architecture.Name} {name}";

    private async Task<FileTree> CompileAsync(
        Component component, FileTree folder, FileTree sysroot, CancellationToken cancellation)
    {
        var inputs = VisibleTo(component, folder, sysroot);
        var compiles = TranslationUnits(component, folder)
            .Select(unit => (Func<CancellationToken, Task<ActionOutcome>>)(token => context.Engine.CompileAsync(
                new ActionSpec
                {
                    Mnemonic = CompileStep,
                    Label = Label(unit.Source),
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

    private static string ArchiveOf(Component component) => $"lib/lib{component.Name}.a";

    private string ProgramOf(Component component) => recipe.Install?.TrimStart('/') ?? $"bin/{component.Name}";

    private Task<ActionOutcome> ArchiveAsync(Component component, FileTree objects, CancellationToken cancellation)
    {
        var archive = ArchiveOf(component);
        return context.Engine.RunAsync(
            Step(ArchiveStep, archive, new InTreeCommands(context, component, recipe).Archive(objects.Nodes.Keys, archive), objects), cancellation);
    }

    private Task<ActionOutcome> LinkAsync(Component component, FileTree objects, FileTree sysroot, CancellationToken cancellation)
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

        var program = ProgramOf(component);
        var archives = libraries.Files.Nodes.Keys
            .Where(path => path.EndsWith(".a", StringComparison.Ordinal))
            .Select(path => $"{LibraryFolder}/{path}");
        return context.Engine.RunAsync(
            Step(
                LinkStep,
                program,
                new InTreeCommands(context, component, recipe).Link(objects.Nodes.Keys, archives, program),
                FileTree.Of([.. objects.Nodes, KeyValuePair.Create(LibraryFolder, (TreeNode)libraries)])),
            cancellation);
    }

    private ActionSpec Step(string mnemonic, string output, IReadOnlyList<string> arguments, FileTree inputs) => new()
    {
        Mnemonic = mnemonic,
        Label = Label(output),
        Arguments = arguments,
        Environment = context.Toolchain.Environment,
        Platform = context.Toolchain.Identity,
        Tools = context.Toolchain.Tree,
        Inputs = inputs,
        Outputs = [output],
    };

    private static MadeFiles Headers(Component component, FileTree folder) => new(
        StepReference.Taken($"{component.SourcePath}/include"), FileTree.Empty.WithTree("usr/include", folder.Below("include")));
}
