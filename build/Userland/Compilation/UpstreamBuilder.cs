using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Provenance;
using OpenLinux.Userland.Fronts;
using OpenLinux.Userland.Origins;
using OpenLinux.Userland.Recipes;
using OpenLinux.Userland.Sources;
using OpenLinux.Userland.Sources.Patching;
using OpenLinux.Userland.Sources.Unpacking;
using OpenLinux.Userland.Sysroots;
using OpenLinux.Userland.Toolchains;

namespace OpenLinux.Userland.Compilation;

/// <summary>
/// Builds a pinned source archive by its own build system: <c>sh recipe/build.sh</c> in a clean, fixed environment, with the flags
/// that make a cross compiler of the toolchain.
/// </summary>
/// <param name="host">Gives what programs of its dependencies that run here, while it builds, are made with; null where that is this machine's.</param>
internal sealed class UpstreamBuilder(CompileContext context, SourceFetcher sources, UpstreamRecipe recipe, HostSysroot? host) : IComponentBuilder
{
    private const string Output = "out";
    private const string Script = "build.sh";

    /// <summary>A pinned toolchain has no program for it, and this machine's would be in no key: programs are stripped when the root is made.</summary>
    private const string NoStrip = "true";

    private static readonly SourcePattern Patch = SourcePattern.OfAny("*.patch");

    public async Task<ComponentOutput> BuildAsync(Component component, FileTree sysroot, CancellationToken cancellation)
    {
        PosixShell.Require(component.Name, OperatingSystem.IsWindows());
        var folder = SourceFolder.OfRecipe(context, component);
        var source = await PatchedAsync(component, folder, recipe.Tree is null ? await UnpackAsync(cancellation) : TreeOf(component), cancellation);
        var configuration = FileTree.Of(recipe.ConfigFiles.Select(file => KeyValuePair.Create(
            file, (TreeNode)new FileNode(context.Digester.DigestOf(context.Absolute($"config/{file}"))))));
        var hostFiles = await HostFilesAsync(component, folder, cancellation);
        var reads = context.MachineReads.Union(recipe.Reads).ToList();
        var outcome = await context.Engine.CompileAsync(
            new ActionSpec
            {
                Mnemonic = "UpstreamBuild",
                Label = $"{context.Architecture.Name} {component.Name} {recipe.Version}",
                Arguments = UpstreamScript.Arguments(EndsOf(component, sysroot)),
                Environment = EnvironmentOfScript(),
                Tools = context.Toolchain.Tree,
                Platform = PlatformOf(reads),
                Machine = new MachineReads(reads, $"{component.SourcePath}/recipe.toml"),
                Inputs = FileTree.Empty
                    .WithTree("", source)
                    .WithTree("recipe", folder)
                    .WithTree("config", configuration)
                    .WithTree(CompileContext.SysrootPath, sysroot)
                    .WithTree(HostSysroot.Path, hostFiles)
                    .WithTree(Toolchain.HeadersPath, context.Toolchain.Headers),
                Outputs = [Output, UpstreamScript.HeadersRead],
                Attendant = new CompilerFront(context.Toolchain, context.Engine.Ledger),
            },
            cancellation);
        var output = outcome.Outputs.Below(Output);
        var headersRead = (FileNode)outcome.Outputs.Nodes[UpstreamScript.HeadersRead];
        await context.Engine.RunAsync(OriginCheck.Of(component.Name, context.Architecture.Name, output, headersRead), cancellation);
        return new ComponentOutput(
            component.Name,
            recipe.Version,
            MaterialsOf(component, folder, configuration),
            [new MadeFiles(StepReference.Of(outcome), output)]);
    }

    /// <summary>
    /// What it reads of the machine counts by its content; that it could read anything makes it another build: nobody who is kept from
    /// that shall get its results.
    /// </summary>
    private Dictionary<string, string> PlatformOf(IEnumerable<string> reads)
    {
        var platform = new Dictionary<string, string>(context.Toolchain.IdentityWithResources) { ["openlinux:compiler-front"] = CompilerFront.Version };
        foreach (var path in reads)
        {
            platform[$"openlinux:reads {path}"] = MachineContent.Of(context.Digester, path);
        }

        if (context.IsUnconfined)
        {
            platform["openlinux:sandbox"] = "none";
        }

        return platform;
    }

    /// <summary>None where its script names no compiler for them.</summary>
    private async Task<FileTree> HostFilesAsync(Component component, FileTree folder, CancellationToken cancellation) =>
        host is not null
        && folder.Nodes.GetValueOrDefault(Script) is FileNode
        && (await File.ReadAllTextAsync(Path.Combine(component.Folder, Script), cancellation)).Contains(HostSysroot.Variable, StringComparison.Ordinal)
            ? await host.OfAsync(component, cancellation)
            : FileTree.Empty;

    private LinkEnds? EndsOf(Component component, FileTree sysroot) => LinkEnds.Stated(component) is null
        ? null
        : LinkEnds.Of(component, context.Sysroots.LinkInputsOf(sysroot).Files!, [.. context.Toolchain.Programs.LdFlags, .. context.Architecture.LdFlags]);

    private FileTree TreeOf(Component component) => FileTree.Empty.WithTree(UnpackStep.Output, SourceFolder.Of(context, component));

    /// <summary>With <c>patches/*.patch</c> of the component's folder, in the order of their names.</summary>
    private async Task<FileTree> PatchedAsync(Component component, FileTree folder, FileTree source, CancellationToken cancellation)
    {
        var patches = folder.Below("patches").Where((path, node) => node is FileNode && Patch.Matches(path));
        return patches.Nodes.Count == 0
            ? source
            : (await context.Engine.RunAsync(PatchStep.Of($"{component.Name} {recipe.Version}", source, UnpackStep.Output, patches), cancellation)).Outputs;
    }

    private SourceMaterial[] MaterialsOf(Component component, FileTree folder, FileTree configuration) =>
    [
        recipe.Tree is null
            ? new SourceMaterial(recipe.Source.Name, SourceMaterial.Sha256, recipe.Source.Sha256, recipe.Source.Urls)
            : SourceMaterials.Of(component, SourceFolder.Of(context, component)),
        SourceMaterial.OfFolder(component.SourcePath, folder),
        .. configuration.Nodes.Select(file => SourceMaterial.OfFile($"config/{file.Key}", ((FileNode)file.Value).Content)),
    ];

    /// <summary>The archive is fetched where it must be unpacked, or where nobody knows its digest.</summary>
    private async Task<FileTree> UnpackAsync(CancellationToken cancellation)
    {
        if (await sources.KnownAsync(recipe.Source, cancellation) is { } known)
        {
            try
            {
                return await UnpackAsync(known, cancellation);
            }
            catch (MissingBlobException missing) when (missing.Digest == known)
            {
                // Whoever noted its size was wrong: the archive tells.
            }
        }

        return await UnpackAsync(await sources.FetchAsync(recipe.Source, cancellation), cancellation);
    }

    private async Task<FileTree> UnpackAsync(Digest archive, CancellationToken cancellation) => (await context.Engine.RunAsync(
        UnpackStep.Of(recipe.Source, archive) with { Refetch = token => sources.FetchAsync(recipe.Source, token) }, cancellation)).Outputs;

    private Dictionary<string, string> EnvironmentOfScript()
    {
        var programs = context.Toolchain.Programs;
        var environment = new Dictionary<string, string>(context.Toolchain.Environment)
        {
            ["ARCH"] = context.Architecture.Name,
            ["TRIPLE"] = context.Architecture.Triple,
            ["CC"] = programs.Cc,
            ["LD"] = programs.Ld,
            ["LINKER"] = context.Toolchain.Tree is null ? "" : context.Toolchain.LinkerOption,
            ["HOST_TRIPLE"] = host?.Triple ?? "",
            ["AR"] = programs.Ar,
            ["RANLIB"] = programs.Ranlib,
            ["STRIP"] = context.Toolchain.Tree is null ? programs.Strip : NoStrip,
            ["CFLAGS"] = string.Join(
                ' ', CompilerRuns.Overrulable([.. programs.CFlags, .. context.Architecture.CFlags]).Append(CompilerRuns.NoClock)),
            ["LDFLAGS"] = string.Join(' ', programs.LdFlags.Concat(context.Architecture.LdFlags)),
        };
        if (context.Toolchain.Tree is null)
        {
            environment["OBJCOPY"] = programs.Objcopy;
        }

        return environment;
    }
}
