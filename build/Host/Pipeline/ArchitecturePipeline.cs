using OpenLinux.Configuration;
using OpenLinux.Engine.Content;
using OpenLinux.Host.Reporting;
using OpenLinux.Papers.Bom;
using OpenLinux.Papers.Publication;

namespace OpenLinux.Host.Pipeline;

/// <summary>
/// config → components → actions → sysroot → rootfs → image → tags, for one architecture. Each step is taken once and asks
/// the one before it, so that a task run alone (<c>--exclusive</c>) finds what it stands on in the cache.
/// </summary>
public sealed class ArchitecturePipeline
{
    private readonly PipelineSteps steps;
    private readonly Lazy<Task<CompiledUserland>> compiled;
    private readonly Lazy<Task<FileTree>> sysroot;
    private readonly Lazy<Task<PackedRootfs>> rootfs;
    private readonly Lazy<Task<BillOfMaterials>> bill;
    private readonly Lazy<Task<WrittenPapers>> papers;
    private readonly Lazy<Task<string>> report;
    private readonly Lazy<Task<OciOutput>> oci;
    private readonly Lazy<Task<IReadOnlyList<Paper>>> imagePapers;
    private readonly Lazy<Task<LocalImage>> image;

    internal ArchitecturePipeline(ArchitectureConfiguration architecture, PipelineSteps steps)
    {
        Architecture = architecture;
        this.steps = steps;
        compiled = new(steps.Compile.RunAsync);
        sysroot = new(async () => await steps.Sysroot.RunAsync(await CompileAsync()));
        rootfs = new(PackOnceAsync);
        bill = new(async () => await steps.Trace.RunAsync(await RootfsAsync()));
        papers = new(async () => await steps.Papers.RunAsync((await CompileAsync()).Toolchain, await bill.Value));
        report = new(async () => await steps.Report.RunAsync(await RootfsAsync(), await bill.Value));
        oci = new(async () => await steps.Oci.RunAsync(await RootfsAsync()));
        imagePapers = new(async () => await steps.ImagePapers.RunAsync(
            (await CompileAsync()).Toolchain, await PapersAsync(), (await OciAsync()).Image));
        image = new(async () => steps.Image(await RootfsAsync(), steps.Mode.WantsOciImage ? await OciAsync() : null));
    }

    public ArchitectureConfiguration Architecture { get; }

    /// <summary>Whether anything asked for it.</summary>
    public bool HasCompiled => compiled.IsValueCreated;

    public Task<CompiledUserland> CompileAsync() => compiled.Value;

    public Task<FileTree> SysrootAsync() => sysroot.Value;

    public Task<PackedRootfs> RootfsAsync() => rootfs.Value;

    public async Task<InspectedTarball> InspectAsync() => await steps.Inspect.RunAsync(await RootfsAsync(), (await CompileAsync()).Toolchain);

    public Task<WrittenPapers> PapersAsync() => papers.Value;

    public Task ReportAsync() => report.Value;

    public Task<OciOutput> OciAsync() => oci.Value;

    /// <summary>What can be attached to the OCI image, by media type.</summary>
    public Task<IReadOnlyList<Paper>> ImagePapersAsync() => imagePapers.Value;

    public async Task ImageAsync() => await (await image.Value).MakeAsync();

    public async Task VerifyAsync() => await (await image.Value).VerifyAsync();

    public async Task TagAsync() => await (await image.Value).TagAsync();

    public async Task<DifferenceReport> CompareAsync(Baseline baseline) => steps.Compare.Run(await RootfsAsync(), baseline);

    internal MadeOutputs Made() => new(
        Architecture.Name, Completed.Of(rootfs), Completed.Of(papers), Completed.Of(imagePapers) ?? [], Completed.Of(report), Completed.Of(oci), Completed.Of(image)?.MadeId);

    private async Task<PackedRootfs> PackOnceAsync()
    {
        var userland = await CompileAsync();
        await SysrootAsync();
        return await steps.Rootfs.RunAsync(userland);
    }
}

/// <summary>The steps of one architecture, each put together with what it needs.</summary>
/// <param name="Image">Takes the OCI image where <paramref name="Mode"/> wants it.</param>
internal sealed record PipelineSteps(
    CompileUserland Compile,
    AssembleSysroot Sysroot,
    PackRootfs Rootfs,
    InspectRootfs Inspect,
    TraceFiles Trace,
    WritePapers Papers,
    WriteReport Report,
    WriteOciImage Oci,
    WriteImagePapers ImagePapers,
    ImageMode Mode,
    Func<PackedRootfs, OciOutput?, LocalImage> Image,
    CompareImages Compare);
