using OpenLinux.Common.Files;
using OpenLinux.Configuration;
using OpenLinux.Engine.Content;
using OpenLinux.Host.Lifetime;
using OpenLinux.Host.Reporting;
using OpenLinux.Papers.Publication;
using OpenLinux.Rootfs.Vetting;
using OpenLinux.Userland.Compilation;
using OpenLinux.Userland.Sysroots;
using OpenLinux.Userland.Toolchains;

namespace OpenLinux.Host.Pipeline;

/// <summary>
/// config → components → actions → sysroot → rootfs → image → tags, for one architecture. Each stage is computed once and asks
/// the one before it, so that a task run alone (<c>--exclusive</c>) finds what it stands on in the cache.
/// </summary>
public sealed class ArchitecturePipeline
{
    private readonly BuildContext context;
    private readonly ArchitectureConfiguration architecture;
    private readonly Lazy<Task<CompiledUserland>> compiled;
    private readonly Lazy<Task<FileTree>> sysroot;
    private readonly Lazy<Task<PackedRootfs>> rootfs;
    private readonly Lazy<Task<WrittenPapers>> papers;
    private readonly Lazy<Task<OciOutput>> oci;
    private readonly Lazy<Task<IReadOnlyList<Paper>>> imagePapers;
    private readonly Lazy<Task<ImageStage>> image;

    public ArchitecturePipeline(BuildContext context, ArchitectureConfiguration architecture)
    {
        this.context = context;
        this.architecture = architecture;
        compiled = new(CompileOnceAsync);
        sysroot = new(SysrootOnceAsync);
        rootfs = new(RootfsOnceAsync);
        papers = new(PapersOnceAsync);
        oci = new(async () => await new OciStage(context, architecture, await RootfsAsync()).MakeAsync());
        imagePapers = new(ImagePapersOnceAsync);
        image = new(async () => new ImageStage(
            context, architecture, await RootfsAsync(), context.ImageMode.WantsOciImage ? await OciAsync() : null));
    }

    public Task<CompiledUserland> CompileAsync() => compiled.Value;

    public Task<FileTree> SysrootAsync() => sysroot.Value;

    public Task<PackedRootfs> RootfsAsync() => rootfs.Value;

    public Task<OciOutput> OciAsync() => oci.Value;

    public async Task InspectAsync()
    {
        var packed = await RootfsAsync();
        var policy = Inspection.PolicyOf(architecture, context);
        var outcome = await context.Services.Engine.Engine.RunAsync(
            InspectionStep.Inspect(packed.Tarball.Content, policy, packed.Origins), context.Cancellation);
        Inspection.Conclude(InspectionStep.ReportOf(outcome, policy, packed.Origins), packed.Path, context.Journal, outcome.Cached);
    }

    public Task<WrittenPapers> PapersAsync() => papers.Value;

    /// <summary>What can be attached to the OCI image, by media type.</summary>
    public Task<IReadOnlyList<Paper>> ImagePapersAsync() => imagePapers.Value;

    public async Task ImageAsync() => await (await image.Value).ImageAsync();

    public async Task TagAsync() => await (await image.Value).TagAsync();

    public async Task VerifyAsync() => await (await image.Value).VerifyAsync();

    public async Task<DifferenceReport> CompareAsync() =>
        new DiffStage(context, architecture, await RootfsAsync()).Compare(await context.Services.BaselineAsync());

    /// <summary>The image's first name.</summary>
    public string ImageReference => ImageStage.References(context, Stamp.Of(context, architecture))[0];

    private async Task<CompiledUserland> CompileOnceAsync()
    {
        TreeMaterializer.RefuseLinks(context.Paths.Root, context.Paths.Output(architecture.Name));
        var engine = context.Services.Engine;
        var toolchain = await new ToolchainLocator(engine.Engine, engine.Digester, engine.Launcher)
            .LocateAsync(context.Settings.Toolchain, context.Cancellation);
        var compiler = new UserlandCompiler(
            new CompileContext(context.Paths.Root, architecture, toolchain, engine.Engine, engine.Digester),
            context.Services.Sources);
        var outputs = await compiler.CompileAsync(context.Services.Components, context.Cancellation);
        WriteCompileCommands(compiler, toolchain);
        return new CompiledUserland(toolchain, outputs);
    }

    private void WriteCompileCommands(UserlandCompiler compiler, Toolchain toolchain)
    {
        var text = CompileCommands.Render(
            compiler.TranslationUnits(context.Services.Components),
            context.Paths.Root,
            Path.GetRelativePath(context.Paths.Root, context.Paths.Sysroot(architecture.Name)),
            toolchain);
        if (AtomicFile.WriteIfChanged(context.Paths.CompileCommands(architecture.Name), text))
        {
            context.Journal.Verbose("compile_commands.json was written");
        }
    }

    private async Task<FileTree> SysrootOnceAsync()
    {
        var engine = context.Services.Engine;
        var tree = SysrootMerge.Of((await CompileAsync()).Components);
        var change = await new TreeMaterializer(engine.Store, engine.Digester)
            .MaterializeAsync(tree, context.Paths.Root, context.Paths.Sysroot(architecture.Name), context.Cancellation);
        context.Journal.Note(
            change.IsNone
                ? $"{architecture.Name}: all {change.Total} entries in place"
                : $"{architecture.Name}: {change.Written} of {change.Total} entries written, {change.Removed} stale ones removed",
            changed: !change.IsNone);
        return tree;
    }

    private async Task<PackedRootfs> RootfsOnceAsync()
    {
        var userland = await CompileAsync();
        await SysrootAsync();
        return await new RootfsStage(context, architecture, userland).PackAsync();
    }

    private async Task<WrittenPapers> PapersOnceAsync() =>
        await new PapersStage(context, architecture, (await CompileAsync()).Toolchain, await RootfsAsync()).WriteAsync();

    private async Task<IReadOnlyList<Paper>> ImagePapersOnceAsync() =>
        await new ImagePapersStage(context, architecture, (await CompileAsync()).Toolchain).WriteAsync(await PapersAsync(), (await OciAsync()).Image);
}
